using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>Spans of time as people say them.</summary>
internal static class TimeWords
{
    private static readonly (TimeSpan Length, string One, string Many)[] s_units =
    [
        (TimeSpan.FromDays(1), "day", "days"), (TimeSpan.FromHours(1), "h", "h"), (TimeSpan.FromMinutes(1), "min", "min"), (TimeSpan.FromSeconds(1), "s", "s"),
    ];

    /// <summary>Such as <c>10 h 3 min</c>, <c>2 days</c> or <c>850 ms</c>: the largest unit and the next, cut off.</summary>
    public static string Duration(TimeSpan duration)
    {
        var length = duration.Duration();
        for (var i = 0; i < s_units.Length; i++)
        {
            var count = (long)(length / s_units[i].Length);
            if (count == 0)
                continue;
            var next = i + 1 < s_units.Length ? (long)((length - (s_units[i].Length * count)) / s_units[i + 1].Length) : 0;
            return next == 0 ? Count(count, i) : $"{Count(count, i)} {Count(next, i + 1)}";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{(long)length.TotalMilliseconds} ms");
    }

    /// <summary>Such as <c>in 3 min</c>, <c>2 days ago</c> or <c>now</c>.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var distance = time - now;
        var length = distance.Duration();
        if (length < TimeSpan.FromSeconds(1))
            return "now";
        // Seconds matter to nobody who waits for minutes, nor hours to whoever looks back some days.
        var rough = length < TimeSpan.FromMinutes(1) ? length
            : length < TimeSpan.FromDays(2) ? TimeSpan.FromMinutes(Math.Floor(length.TotalMinutes))
            : TimeSpan.FromDays(Math.Floor(length.TotalDays));
        return distance > TimeSpan.Zero ? $"in {Duration(rough)}" : $"{Duration(rough)} ago";
    }

    private static string Count(long count, int unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? s_units[unit].One : s_units[unit].Many)}");
}
