namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>The machine's file of a zone's rules, which updates of the time zone data replace.</summary>
internal sealed class ZoneFile
{
    private const string UsualDirectory = "/usr/share/zoneinfo";

    // Schedules are computed by the thousand; looking at the file each time would cost more than the computation.
    private const long MillisecondsBetweenLooks = 1000;

    private readonly string _path;
    private long _looked = Environment.TickCount64;
    private DateTime _written;

    private ZoneFile(string path)
    {
        _path = path;
        _written = LastWritten();
    }

    /// <summary>The file; null for names that are none, such as those of Windows.</summary>
    /// <param name="name">The zone's name, which cannot lead out of the directory.</param>
    public static ZoneFile? Of(string name)
    {
        var directory = Environment.GetEnvironmentVariable("TZDIR") is { Length: > 0 } own ? own : UsualDirectory;
        var path = Path.Join(directory, name);
        return File.Exists(path) ? new ZoneFile(path) : null;
    }

    /// <summary>Whether it was replaced since it was looked at; true once for each change, to one caller.</summary>
    public bool HasChanged()
    {
        var looked = Volatile.Read(ref _looked);
        var now = Environment.TickCount64;
        if (now - looked < MillisecondsBetweenLooks || Interlocked.CompareExchange(ref _looked, now, looked) != looked)
            return false;
        var written = LastWritten();
        if (written == _written)
            return false;
        _written = written;
        return true;
    }

    // Many zones are links to others. A file that is gone for now counts as unchanged.
    private DateTime LastWritten()
    {
        try
        {
            return (File.ResolveLinkTarget(_path, returnFinalTarget: true) ?? new FileInfo(_path)).LastWriteTimeUtc;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return _written;
        }
    }
}
