namespace OffTrac.Sdk.Sessions;

/// <summary>A session as its rows give it.</summary>
public sealed record Session
{
    /// <summary>Whose.</summary>
    public required SessionKey Key { get; init; }

    /// <summary>About when it was used last: renewed when something is saved more than a day later.</summary>
    public DateTimeOffset LastVisit { get; init; }

    /// <summary>Its values, such as <c>name</c>, <c>email</c>, <c>tz</c>.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();
}
