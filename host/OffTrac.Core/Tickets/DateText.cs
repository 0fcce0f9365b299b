using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OffTrac.Core.Tickets;

/// <summary>Dates as people write them: ISO 8601, or relative such as <c>yesterday</c> and <c>3 days ago</c>, by Trac's grammar.</summary>
public static partial class DateText
{
    // No date needs more; the patterns below take their time over long rows of digits.
    private const int Longest = 100;

    /// <summary>The time that a text means, or null when it means none.</summary>
    /// <param name="text">The text; white space around it doesn't matter.</param>
    /// <param name="now">The present, for relative dates.</param>
    /// <param name="zone">The zone of dates that name none.</param>
    public static DateTimeOffset? Parse(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        text = AsciiDigits(TracText.Strip(text));
        if (text.Length > Longest)
            return null;
        try
        {
            return ParseIso(text, zone) ?? ParseRelative(text, now, zone);
        }
        catch (Exception failure) when (failure is ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Python takes the decimal digits of every script.</summary>
    private static string AsciiDigits(string text) => Ascii.IsValid(text)
        ? text
        : string.Concat(text.Select(letter => char.IsDigit(letter) ? (char)('0' + (int)char.GetNumericValue(letter)) : letter));

    private static DateTimeOffset? ParseIso(string text, TimeZoneInfo zone)
    {
        if (Iso().Match(text) is not { Success: true } match)
            return null;
        var local = new DateTime(Part("y", 0), Part("M", 1), Part("d", 1), Part("h", 0), Part("m", 0), Part("s", 0), DateTimeKind.Unspecified)
            .AddMicroseconds(int.Parse(match.Groups["f"].Value.PadRight(6, '0'), CultureInfo.InvariantCulture));
        if (!match.Groups["z"].Success)
            return InZone(local, zone);
        var (hours, minutes) = (Part("zh", 0), Part("zm", 0));
        if (hours > 23 || minutes > 59)
            return null;
        var offset = new TimeSpan(hours, minutes, 0);
        var utc = match.Groups["sign"].Value is "-" ? local + offset : local - offset;
        return new DateTimeOffset(utc, TimeSpan.Zero);

        int Part(string name, int missing) =>
            match.Groups[name] is { Success: true } group ? int.Parse(group.Value, CultureInfo.InvariantCulture) : missing;
    }

    private static DateTimeOffset? ParseRelative(string text, DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        switch (text)
        {
            case "now":
                return now.ToUniversalTime();
            case "today":
                return InZone(today.Date, zone);
            case "yesterday":
                return InZone(today.Date.AddDays(-1), zone);
            case "tomorrow":
                return InZone(today.Date.AddDays(1), zone);
        }

        if (Future().Match(text) is { Success: true } future)
            return now.ToUniversalTime() + Span(future);
        if (Past().Match(text) is { Success: true } past)
            return now.ToUniversalTime() - Span(past);
        return StartOf().Match(text) is { Success: true } start
            ? InZone(Shift(Begin(today, start.Groups["unit"].Value), start.Groups["unit"].Value, start.Groups["which"].Value), zone)
            : null;
    }

    private static TimeSpan Span(Match match)
    {
        var number = double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "second" => TimeSpan.FromSeconds(number),
            "minute" => TimeSpan.FromMinutes(number),
            "hour" or "h" => TimeSpan.FromHours(number),
            "day" or "d" => TimeSpan.FromDays(number),
            "week" or "w" => TimeSpan.FromDays(7 * number),
            "month" or "m" => TimeSpan.FromDays(30 * number),
            _ => TimeSpan.FromDays(365 * number),
        };
    }

    private static DateTime Begin(DateTime now, string unit) => unit switch
    {
        "second" => new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, now.Second, DateTimeKind.Unspecified),
        "minute" => new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0, DateTimeKind.Unspecified),
        "hour" => now.Date.AddHours(now.Hour),
        "day" => now.Date,
        "week" => now.Date.AddDays(-(((int)now.DayOfWeek + 6) % 7)),
        "month" => new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
        _ => new DateTime(now.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
    };

    private static DateTime Shift(DateTime start, string unit, string which)
    {
        var step = which switch { "last" => -1, "next" => 1, _ => 0 };
        return unit switch
        {
            "second" => start.AddSeconds(step),
            "minute" => start.AddMinutes(step),
            "hour" => start.AddHours(step),
            "day" => start.AddDays(step),
            "week" => start.AddDays(7 * step),
            "month" => start.AddMonths(step),
            _ => start.AddYears(step),
        };
    }

    /// <summary>A local time that a clock change leaves out is taken by the offset before the change.</summary>
    private static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        var probe = zone.IsInvalidTime(local) ? local.AddHours(-1) : local;
        return new DateTimeOffset(local - zone.GetUtcOffset(probe), TimeSpan.Zero);
    }

    [GeneratedRegex(
        """
        ^(?<y>[0-9]{4})(?:-?(?<M>[0-9][0-9])(?:-?(?<d>[0-9][0-9]))?)?
        (?:[T\ ](?<h>[0-9][0-9])(?::?(?<m>[0-9][0-9])(?::?(?<s>[0-9][0-9])(?:[,.](?<f>[0-9]{1,6}))?)?)?)?
        (?<z>Z|(?<sign>[-+])(?<zh>[0-9][0-9]):?(?<zm>[0-9][0-9])?)?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"^(?:in|\+)\s*(?<n>[0-9]+\.?[0-9]*)\s*(?<unit>second|minute|hour|day|week|month|year|[hdwmy])s?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Future();

    [GeneratedRegex(
        @"^(?:-\s*)?(?<n>[0-9]+\.?[0-9]*)\s*(?<unit>second|minute|hour|day|week|month|year|[hdwmy])s?\s*(?:ago)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Past();

    [GeneratedRegex(
        @"^(?<which>this|last|next)\s*(?<unit>second|minute|hour|day|week|month|year)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StartOf();
}
