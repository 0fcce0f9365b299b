namespace OffTrac.Core.Security.Sessions;

/// <summary>A session as its rows give it.</summary>
public sealed record StoredSession
{
    /// <summary>False when there is no row in <c>session</c>.</summary>
    public bool Exists { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public long LastVisit { get; init; }

    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
