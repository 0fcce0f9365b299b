namespace OffTrac.Core.Configuration;

/// <summary>Tells whether a file is still the one that was read: by exact time stamp, as Trac does, and by length.</summary>
internal readonly record struct FileStamp(string File, bool Exists, long Modified, long Length)
{
    public bool IsCurrent => Of(File) == this;

    public static FileStamp Of(string file)
    {
        var info = new FileInfo(file);
        return info.Exists ? new FileStamp(file, true, info.LastWriteTimeUtc.Ticks, info.Length) : new FileStamp(file, false, 0, 0);
    }
}
