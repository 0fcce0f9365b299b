using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>A time zone by its name, with the rules that the machine's data gives it now.</summary>
internal sealed partial class ScheduleZone
{
    private readonly ZoneFile? _file;
    private volatile LocalClock _clock;

    private ScheduleZone(string name, TimeZoneInfo rules, ZoneFile? file = null)
    {
        Name = name;
        _clock = new LocalClock(rules);
        _file = file;
    }

    /// <summary>Universal time.</summary>
    public static ScheduleZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <summary>As people write it.</summary>
    public string Name { get; }

    /// <summary>Its local times, to be taken anew for each computation: rules may change while the host runs.</summary>
    public LocalClock Clock
    {
        get
        {
            if (_file?.HasChanged() == true)
            {
                // .NET keeps what it has read for the life of the process.
                TimeZoneInfo.ClearCachedData();
                if (Rules(Name) is { } rules)
                    _clock = new LocalClock(rules);
            }

            return _clock;
        }
    }

    /// <summary>Finds a zone by its IANA name, Windows name or Trac's name of a fixed offset such as <c>GMT +2:00</c>.</summary>
    /// <exception cref="TracException">There is none.</exception>
    public static ScheduleZone Find(string name)
    {
        name = name.Trim();
        if (string.Equals(name, "UTC", StringComparison.OrdinalIgnoreCase))
            return Utc;
        if (FixedOffset().Match(name) is { Success: true } match)
            return Fixed(match) ?? throw Unknown(name);
        // What is not a name must not reach the file system.
        if (!PlainName().IsMatch(name) || name.Contains("..", StringComparison.Ordinal))
            throw Unknown(name);
        var file = ZoneFile.Of(name);
        return new ScheduleZone(name, Rules(name) ?? throw Unknown(name), file);
    }

    private static TimeZoneInfo? Rules(string name)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception exception) when (
            exception is TimeZoneNotFoundException or InvalidTimeZoneException or IOException or UnauthorizedAccessException or SecurityException)
        {
            return null;
        }
    }

    private static ScheduleZone? Fixed(Match match)
    {
        var hours = int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = int.Parse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture);
        var offset = new TimeSpan(hours, minutes, 0);
        if (minutes > 59 || offset > TimeSpan.FromHours(14))
            return null;
        var sign = match.Groups["sign"].Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"GMT {sign}{hours}:{minutes:00}");
        return new ScheduleZone(name, TimeZoneInfo.CreateCustomTimeZone(name, sign == "-" ? -offset : offset, name, name));
    }

    private static TracException Unknown(string name) =>
        new($"Time zone \"{ScheduleFormatException.Shown(name)}\" is not known here; allowed: an IANA name such as Europe/Berlin, a Windows name such as \"W. Europe Standard Time\", or a fixed offset such as \"GMT +2:00\".");

    [GeneratedRegex(@"^GMT ?(?<sign>[+-])(?<hours>[0-9]{1,2}):(?<minutes>[0-9]{2})\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedOffset();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+()., /-]{0,99}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
