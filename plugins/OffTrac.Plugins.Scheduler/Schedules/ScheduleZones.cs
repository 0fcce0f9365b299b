using System.Collections.Concurrent;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// Zones by name for whoever asks often. .NET keeps a zone's rules for the life of the process; here each is read again when the
/// machine's file of it changes, so that an update of the time zone data takes effect without a restart.
/// </summary>
internal sealed class ScheduleZones
{
    private readonly ConcurrentDictionary<string, Known> _zones = new(StringComparer.Ordinal);

    /// <summary>As <see cref="ScheduleZone.Find"/>, by the rules of now.</summary>
    public ScheduleZone Find(string name)
    {
        if (_zones.TryGetValue(name, out var known))
        {
            if (known.Written == LastWritten(name))
                return known.Zone;
            TimeZoneInfo.ClearCachedData();
        }

        // Only what is a zone's name becomes part of a path.
        var zone = ScheduleZone.Find(name);
        _zones[name] = new Known(zone, LastWritten(name));
        return zone;
    }

    // None for names that are no files, such as fixed offsets and the zones of Windows.
    private static DateTime? LastWritten(string name)
    {
        var directory = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } own ? own : "/usr/share/zoneinfo";
        var path = Path.Join(directory, name);
        return File.Exists(path) ? (File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)).LastWriteTimeUtc : null;
    }

    private sealed record Known(ScheduleZone Zone, DateTime? Written);
}
