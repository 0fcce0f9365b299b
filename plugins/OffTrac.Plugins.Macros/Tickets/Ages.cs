using System.Globalization;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Spans of time in one unit, as Trac rounds them.</summary>
internal static class Ages
{
    /// <summary>A unit counts from nearly two of it on.</summary>
    private const double Least = 1.9;

    private static readonly (long Seconds, string Name)[] s_units =
    [
        (3600 * 24 * 365, "year"), (3600 * 24 * 30, "month"), (3600 * 24 * 7, "week"), (3600 * 24, "day"), (3600, "hour"), (60, "minute"),
    ];

    public static string Between(DateTimeOffset first, DateTimeOffset second)
    {
        var seconds = Math.Abs((second - first).Ticks) / TimeSpan.TicksPerSecond;
        if (seconds > 60 * Least)
        {
            foreach (var (length, name) in s_units)
            {
                if (seconds / (double)length is >= Least and var number)
                    return Count((long)Math.Round(number), name);
            }
        }

        return Count(seconds, "second");
    }

    private static string Count(long number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
