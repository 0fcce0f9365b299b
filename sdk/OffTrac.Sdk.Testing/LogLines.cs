using System.Text;
using Microsoft.Extensions.Logging;

namespace OffTrac.Sdk.Testing;

/// <summary>Keeps what is logged as text; exceptions as text too, so that they keep no plugin in memory.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_lock)
                return _text.ToString();
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private void Add(string line)
    {
        lock (_lock)
            _text.AppendLine(line);
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        /// <summary>What the framework says of each request is nothing that a site logs either.</summary>
        public bool IsEnabled(LogLevel logLevel) =>
            logLevel >= (category.StartsWith("Microsoft.", StringComparison.Ordinal) ? LogLevel.Warning : LogLevel.Information);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                lines.Add($"{logLevel} {category}: {formatter(state, null)}{(exception is null ? "" : $" {exception}")}");
        }
    }
}
