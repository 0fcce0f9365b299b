namespace OffTrac.Plugins.Ping;

/// <summary>Knows the shortest pause between pings of the last day, and so when silence is strange.</summary>
internal sealed class PingIntervals
{
    private static readonly TimeSpan s_unknown = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_least = TimeSpan.FromMinutes(1);

    private readonly TimeSpan[] _shortestOfHour = new TimeSpan[24];
    private readonly long[] _hours = new long[24];
    private DateTimeOffset? _last;

    public void Note(DateTimeOffset ping)
    {
        if (_last is { } last && ping > last)
        {
            var hour = ping.ToUnixTimeSeconds() / 3600;
            var slot = (int)(hour % _hours.Length);
            var pause = ping - last;
            if (_hours[slot] != hour || pause < _shortestOfHour[slot])
                (_hours[slot], _shortestOfHour[slot]) = (hour, pause);
        }

        _last = ping;
    }

    /// <summary>Three times the shortest pause of the last day, but no less than a minute: one late ping is no silence.</summary>
    public TimeSpan StrangeAfter(DateTimeOffset now)
    {
        var hour = now.ToUnixTimeSeconds() / 3600;
        TimeSpan? shortest = null;
        for (var slot = 0; slot < _hours.Length; slot++)
        {
            if (_hours[slot] > hour - _hours.Length && (shortest is null || _shortestOfHour[slot] < shortest))
                shortest = _shortestOfHour[slot];
        }

        return shortest is { } known ? Max(known * 3, s_least) : s_unknown;
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
