using System.Globalization;

namespace OffTrac.Plugins.Redis.Messages;

/// <summary>Times in the form of Python's <c>datetime.isoformat()</c>: six digits of microseconds, or none when they are zero.</summary>
internal static class PythonTime
{
    public static string Format(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        var format = utc.Ticks % TimeSpan.TicksPerSecond / TimeSpan.TicksPerMicrosecond == 0
            ? "yyyy-MM-dd'T'HH:mm:ss'+00:00'"
            : "yyyy-MM-dd'T'HH:mm:ss.ffffff'+00:00'";
        return utc.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A custom time field as it is stored: digits of microseconds; null for none, and for what is no time.</summary>
    public static string? FormatStored(string? microseconds) =>
        long.TryParse(microseconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && number >= DateTimeOffset.MinValue.Subtract(DateTimeOffset.UnixEpoch).TotalMicroseconds
        && number <= DateTimeOffset.MaxValue.Subtract(DateTimeOffset.UnixEpoch).TotalMicroseconds
            ? Format(DateTimeOffset.UnixEpoch.AddTicks(number * TimeSpan.TicksPerMicrosecond))
            : null;
}
