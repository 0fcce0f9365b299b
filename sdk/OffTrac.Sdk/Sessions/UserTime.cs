using System.Globalization;

namespace OffTrac.Sdk.Sessions;

/// <summary>Zone and form of the times that a user reads and writes.</summary>
public sealed record UserTime
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Zone of times that name none.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Whether times are written by ISO 8601; otherwise in English.</summary>
    public bool IsIso { get; init; }

    /// <summary><c>2021-01-04T08:15:00Z</c>, or <c>Jan 4, 2021, 8:15:00 AM</c>.</summary>
    /// <param name="time">The time.</param>
    public string FormatDateTime(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        if (!IsIso)
            return local.ToString("MMM d, yyyy, h:mm:ss tt", s_english);
        return local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
            + (local.Offset == TimeSpan.Zero ? "Z" : local.ToString("zzz", CultureInfo.InvariantCulture));
    }

    /// <summary><c>2021-01-04</c>, or <c>Jan 4, 2021</c>.</summary>
    /// <param name="time">The time.</param>
    public string FormatDate(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        return IsIso ? local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : local.ToString("MMM d, yyyy", s_english);
    }
}
