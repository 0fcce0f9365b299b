namespace OffTrac.Plugins.Redis.Connections;

/// <summary>Pauses between attempts to connect: none, then 0.1 s doubling to 30 s, a fifth more or less so that hosts don't come at once.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private int _attempts;

    public TimeSpan Next(RedisFailure failure)
    {
        // What a person must change doesn't change by itself within a second.
        if (failure == RedisFailure.Configuration)
            return s_longest;
        var attempt = _attempts++;
        if (attempt == 0)
            return TimeSpan.Zero;
        var pause = s_first * Math.Pow(2, Math.Min(attempt - 1, 16));
#pragma warning disable CA5394 // Jitter is no secret.
        return (pause < s_longest ? pause : s_longest) * (0.8 + (0.4 * Random.Shared.NextDouble()));
#pragma warning restore CA5394
    }

    public void Reset() => _attempts = 0;
}
