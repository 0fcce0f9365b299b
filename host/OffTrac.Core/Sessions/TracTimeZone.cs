using System.Globalization;
using System.Text.RegularExpressions;

namespace OffTrac.Core.Sessions;

/// <summary>Zones by the names that Trac offers: IANA's, and <c>GMT +2:00</c>.</summary>
internal static partial class TracTimeZone
{
    /// <summary>The zone of a name, or null.</summary>
    public static TimeZoneInfo? Find(string? name)
    {
        if (string.IsNullOrEmpty(name))
            return null;
        if (FixedOffset().Match(name) is { Success: true } match)
        {
            var offset = new TimeSpan(Part("hours"), Part("minutes"), 0);
            if (offset > TimeSpan.FromHours(14))
                return null;
            return TimeZoneInfo.CreateCustomTimeZone(name, match.Groups["sign"].Value is "-" ? -offset : offset, name, name);

            int Part(string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
    }

    [GeneratedRegex(@"^GMT (?<sign>[-+])(?<hours>[0-9]{1,2}):(?<minutes>[0-5][0-9])\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedOffset();
}
