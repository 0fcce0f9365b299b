using System.Globalization;

namespace OffTrac.Core.Reports;

/// <summary>A PostgreSQL interval as Trac shows it: Python's <c>timedelta</c>, where a month has 30 days and a year 365.</summary>
internal static class PythonInterval
{
    private const long Second = 1_000_000;
    private const long Day = 86_400 * Second;

    /// <summary>Reads <c>1 year 2 mons -3 days 04:05:06.7</c>; no time at all is empty.</summary>
    public static string Of(string text)
    {
        var total = 0L;
        var words = text.Split(' ');
        for (var i = 0; i < words.Length; i++)
            total += words[i].Contains(':', StringComparison.Ordinal) ? Time(words[i]) : long.Parse(words[i], CultureInfo.InvariantCulture) * Unit(words[++i]);
        return total == 0 ? "" : Show(total);
    }

    private static long Unit(string name) => name[0] switch
    {
        'y' => 365 * Day,
        'm' => 30 * Day,
        _ => Day,
    };

    private static long Time(string text)
    {
        var parts = text.TrimStart('+', '-').Split(':');
        var microseconds = (((long.Parse(parts[0], CultureInfo.InvariantCulture) * 60) + long.Parse(parts[1], CultureInfo.InvariantCulture)) * 60 * Second)
            + (long)(decimal.Parse(parts[2], CultureInfo.InvariantCulture) * Second);
        return text[0] == '-' ? -microseconds : microseconds;
    }

    private static string Show(long total)
    {
        var (days, rest) = (Math.DivRem(total, Day, out var remainder), remainder);
        if (rest < 0)
            (days, rest) = (days - 1, rest + Day);
        var (seconds, fraction) = Math.DivRem(rest, Second);
        var before = days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{days} day{(Math.Abs(days) == 1 ? "" : "s")}, ");
        var behind = fraction == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{fraction:000000}");
        return string.Create(CultureInfo.InvariantCulture, $"{before}{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}{behind}");
    }
}
