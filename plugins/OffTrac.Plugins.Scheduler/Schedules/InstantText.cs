using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Instants as people write them on the command line and in JSON.</summary>
internal static partial class InstantText
{
    // Ticks: what is finer is cut off.
    private const int FractionDigits = 7;

    /// <summary>Reads ISO 8601, with an offset or as a time of a zone.</summary>
    /// <param name="place">Where the text stands, for the error.</param>
    /// <param name="text">Such as <c>2026-03-01T12:00:00.5Z</c>, <c>2026-03-01 12:00</c> or <c>2026-03-01</c>.</param>
    /// <param name="zone">Zone of a time without offset.</param>
    /// <exception cref="TracException">It is no time.</exception>
    public static DateTimeOffset Parse(string place, string text, ScheduleZone zone)
    {
        var match = Form().Match(text.Trim());
        if (!match.Success || Local(match) is not { } local)
            throw Bad(place, text);
        if (!match.Groups["offset"].Success)
            return new DateTimeOffset(zone.Clock.FirstAt(local));
        var ticks = local.Ticks - (Offset(match.Groups["offset"].ValueSpan) ?? throw Bad(place, text)).Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : throw Bad(place, text);
    }

    /// <summary>Writes ISO 8601 in UTC, with as many digits of a second as it takes.</summary>
    public static string Format(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The span of <c>Z</c> or <c>+hh:mm</c>; null when there is no such offset.</summary>
    public static TimeSpan? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
            return TimeSpan.Zero;
        return TimeText.MinuteOf(text[1..]) is { } minutes ? TimeSpan.FromMinutes(text[0] == '-' ? -minutes : minutes) : null;
    }

    private static DateTime? Local(Match match)
    {
        var seconds = match.Groups["seconds"].Success ? match.Groups["seconds"].Value : "00";
        var time = match.Groups["time"].Success ? match.Groups["time"].Value : "00:00";
        if (!DateTime.TryParseExact(
            $"{match.Groups["date"].Value} {time}:{seconds}", "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var fraction = match.Groups["fraction"].Value;
        var ticks = fraction.Length > FractionDigits ? fraction[..FractionDigits] : fraction.PadRight(FractionDigits, '0');
        return local.AddTicks(IntervalText.Number(ticks));
    }

    private static TracException Bad(string place, string text) =>
        new($"{place}: \"{ScheduleFormatException.Shown(text)}\" is not a time; allowed: such as 2026-03-01T12:00:00Z, 2026-03-01T12:00+01:00, 2026-03-01T12:00 or 2026-03-01.");

    [GeneratedRegex(
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})([T ](?<time>[0-9]{2}:[0-9]{2})(:(?<seconds>[0-9]{2})(\.(?<fraction>[0-9]{1,20}))?)?(?<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
