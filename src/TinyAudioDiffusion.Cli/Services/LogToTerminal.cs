using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Shows the library's warnings to the person at the terminal; with <c>--verbose</c> all that it logs.</summary>
internal sealed class LogToTerminal(Terminal terminal) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None
        || (logLevel == LogLevel.Information && terminal.Detail == Detail.Verbose);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        if (logLevel >= LogLevel.Warning)
            terminal.WriteWarning(formatter(state, exception));
        else
            terminal.WriteNoticeAboveBars(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
