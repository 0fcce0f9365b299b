using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Passes a run's log on to the host's, and keeps its beginning and its end for the history.</summary>
internal sealed class RunLog(string job, ILogger logger, TimeProvider time) : ILogger
{
    private const int Kept = 32 * 1024;
    private const int LongestLine = 4 * 1024;

    private readonly Lock _lock = new();
    private readonly StringBuilder _head = new();
    private readonly Queue<string> _tail = new();
    private int _tailLength;
    private long _left;

    /// <summary>What was kept, a mark where something is left out; null for nothing.</summary>
    public string? Text
    {
        get
        {
            lock (_lock)
            {
                if (_head.Length == 0)
                    return null;
                var mark = _left > 0 ? string.Create(CultureInfo.InvariantCulture, $"… {_left} lines left out …\n") : "";
                return $"{_head}{mark}{string.Concat(_tail)}";
            }
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information || logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var message = formatter(state, exception);

        // Text only: a state or exception of the task's own type must not get into the host's log.
        if (exception is not null)
            message = $"{message}\n{exception}";
        logger.Log(logLevel, "{Job}: {Message}", job, message);
        if (logLevel >= LogLevel.Information)
            Keep(string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyy-MM-dd HH:mm:ss}Z {Word(logLevel)} {message}"));
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };

    private void Keep(string line)
    {
        line = (line.Length > LongestLine ? line[..LongestLine] + "…" : line) + "\n";
        lock (_lock)
        {
            if (_left == 0 && _tail.Count == 0 && _head.Length + line.Length <= Kept)
            {
                _head.Append(line);
                return;
            }

            _tail.Enqueue(line);
            _tailLength += line.Length;
            while (_tailLength > Kept - LongestLine)
            {
                _tailLength -= _tail.Dequeue().Length;
                _left++;
            }
        }
    }
}
