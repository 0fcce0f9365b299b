using Microsoft.Extensions.Logging;

namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Says of an outage when it begins, every ten minutes, and when it ends.</summary>
internal sealed class OutageLog(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private DateTimeOffset _last;
    private RedisFailure? _said;

    public void Failed(string place, RedisProblem problem)
    {
        lock (_lock)
        {
            // An outage that turns out to be a wrong password is news.
            if (_said == problem.Failure && time.GetUtcNow() - _last < s_pause)
                return;
            (_said, _last) = (problem.Failure, time.GetUtcNow());
        }

        if (problem.Failure == RedisFailure.Configuration)
            logger.LogError("Redis at {Place} refuses: {Reason}. Events wait; it is tried again every 30 s", place, problem.Reason);
        else
            logger.LogWarning("Redis at {Place} is away: {Reason}. Events wait", place, problem.Reason);
    }

    public void Recovered(string place, DateTimeOffset since, long waiting)
    {
        lock (_lock)
            _said = null;
        logger.LogInformation("Redis at {Place} is back after {Duration:0.#} s; {Waiting} events wait", place, (time.GetUtcNow() - since).TotalSeconds, waiting);
    }
}
