using Microsoft.Extensions.Logging;

namespace TinyAudioDiffusion.Tests.Fakes;

/// <summary>A logging provider that keeps the messages of a category.</summary>
/// <param name="category">The end of the category's name.</param>
internal sealed class LogList(string category) : ILoggerFactory, ILogger
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_messages)
                return [.. _messages];
        }
    }

    public ILogger CreateLogger(string categoryName)
        => categoryName.EndsWith(category, StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_messages)
            _messages.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
