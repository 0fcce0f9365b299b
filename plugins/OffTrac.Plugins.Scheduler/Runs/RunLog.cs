using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace OffTrac.Plugins.Scheduler.Runs;

/// <summary>Passes a run's log on to the host's, and keeps its beginning and its end for the history.</summary>
internal sealed class RunLog(string job, ILogger logger, TimeProvider time) : ILogger
{
    /// <summary>Bytes of UTF-8, of the beginning and of the end each.</summary>
    private const int Kept = 32 * 1024;
    private const int LongestLine = 4 * 1024;
    private const int MarkLength = 64;

    private readonly Lock _lock = new();
    private readonly StringBuilder _head = new();
    private readonly Queue<(string Line, int Length)> _tail = new();
    private int _headLength;
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
                return $"{_head}{mark}{string.Concat(_tail.Select(static kept => kept.Line))}";
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
            var length = Encoding.UTF8.GetByteCount(line);
            if (_left == 0 && _tail.Count == 0 && _headLength + length <= Kept)
            {
                _head.Append(line);
                _headLength += length;
                return;
            }

            _tail.Enqueue((line, length));
            _tailLength += length;
            while (_tailLength > Kept - MarkLength)
            {
                _tailLength -= _tail.Dequeue().Length;
                _left++;
            }
        }
    }
}
