using System.Globalization;
using OffTrac.Sdk;

namespace OffTrac.Core.Tickets;

/// <summary>Values of custom time fields: 18 digits of microseconds, or a sign and 16 digits before 1970.</summary>
internal static class CustomTime
{
    private const string DateAndTime = "YYYY-MM-DDThh:mm:ss±hh:mm";

    /// <summary>The stored form of a stored value, whatever form that has: null when it is unreadable, as Trac takes it.</summary>
    public static string? FromStored(string? text) =>
        text is null ? null : FromNumber(text) ?? FromDate(text, DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc);

    /// <summary>The time of a stored value; null when there is none or it is unreadable.</summary>
    public static DateTimeOffset? Read(string? text) => FromStored(text) is { } stored
        ? TracTime.FromMicroseconds(long.Parse(stored, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
        : null;

    /// <summary>The stored form of what somebody gives: microseconds as stored, or a date; null for an empty text.</summary>
    /// <exception cref="TracException">It is neither.</exception>
    public static string? FromInput(string? text, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (string.IsNullOrEmpty(text) || TracText.Strip(text).Length == 0)
            return null;
        return (IsStoredForm(text) ? FromNumber(text) : null)
            ?? FromDate(text, now, zone)
            ?? throw new TracException(NoDate(text, null));
    }

    /// <summary>The stored form of a time.</summary>
    public static string Format(DateTimeOffset time)
    {
        var microseconds = TracTime.ToMicroseconds(time);
        return microseconds >= 0
            ? microseconds.ToString("D18", CultureInfo.InvariantCulture)
            : microseconds.ToString("D16", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a text has the stored form.</summary>
    public static bool IsStored(string text) => FromNumber(text) is { } stored && string.Equals(stored, text, StringComparison.Ordinal);

    /// <summary>Whether somebody's text is a date.</summary>
    public static bool IsDate(string text, DateTimeOffset now, TimeZoneInfo zone) => FromDate(text, now, zone) is not null;

    /// <summary>What to tell who gave a text that is none.</summary>
    public static string NoDate(string text, string? format)
    {
        var forms = format switch
        {
            "date" => "\"YYYY-MM-DD\"",
            "relative" => $"\"{DateAndTime}\" or \"{DateAndTime}\"",
            _ => $"\"{DateAndTime}\"",
        };
        return $"\"{text}\" is an invalid date, or the date format is not known. Try {forms} instead.";
    }

    /// <summary>A bare year or compact date is digits too; the stored form is longer than any of them.</summary>
    private static bool IsStoredForm(string text) => text.Length >= 17;

    private static string? FromNumber(string text) =>
        long.TryParse(
            TracText.Strip(text).Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds is >= -62_135_596_800_000_000 and <= 253_402_300_799_999_999
            ? Format(TracTime.FromMicroseconds(microseconds))
            : null;

    private static string? FromDate(string text, DateTimeOffset now, TimeZoneInfo zone) =>
        DateText.Parse(text, now, zone) is { } time ? Format(time) : null;
}
