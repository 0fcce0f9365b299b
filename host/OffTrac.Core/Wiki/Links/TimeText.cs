using System.Globalization;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Times in titles, as people read them.</summary>
internal static class TimeText
{
    private static readonly (long Seconds, string Name)[] s_units =
    [
        (365 * 86400L, "year"), (30 * 86400L, "month"), (7 * 86400L, "week"), (86400L, "day"), (3600L, "hour"), (60L, "minute"),
    ];

    /// <summary>How far apart two times are, in the largest unit that there are nearly two of.</summary>
    public static string Duration(DateTimeOffset one, DateTimeOffset other)
    {
        var seconds = (long)Math.Floor((one > other ? one - other : other - one).TotalSeconds);
        if (seconds <= 60 * 1.9)
            return Count(seconds, "second");
        foreach (var (size, name) in s_units)
        {
            var number = (double)seconds / size;
            if (number >= 1.9)
                return Count((long)Math.Round(number, MidpointRounding.ToEven), name);
        }

        return "";
    }

    /// <summary>ISO 8601 to the second, with <c>Z</c> or the offset.</summary>
    public static string Iso(DateTimeOffset time) => time.ToString(
        time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static string Count(long number, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {unit}{(number == 1 ? "" : "s")}");
}
