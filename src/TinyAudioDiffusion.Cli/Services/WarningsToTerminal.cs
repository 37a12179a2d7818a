using Microsoft.Extensions.Logging;
using TinyAudioDiffusion.Cli.Console;

namespace TinyAudioDiffusion.Cli.Services;

/// <summary>Shows the library's warnings, and nothing less severe, to the person at the terminal.</summary>
internal sealed class WarningsToTerminal(Terminal terminal) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is >= LogLevel.Warning and < LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            terminal.WriteWarning(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
