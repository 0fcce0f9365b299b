using System.Globalization;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>Times as people type them.</summary>
internal static class Moment
{
    private static readonly string[] s_formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
    ];

    /// <summary>A time of ISO 8601; UTC when it has no offset.</summary>
    /// <param name="name">Where it was typed, such as <c>--after</c>.</param>
    /// <param name="text">What was typed.</param>
    /// <exception cref="TracException">It is none; the message shows some.</exception>
    public static DateTimeOffset Parse(string name, string text) =>
        DateTimeOffset.TryParseExact(
            text.Trim(), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new TracException($"{name} is '{text}'; allowed are times such as 2026-03-01, 2026-03-01T12:00Z or 2026-03-01T12:00:30+01:00.");
}
