namespace OffTrac.Sdk.Sessions;

/// <summary>A user who logged in at least once.</summary>
public sealed record KnownUser
{
    /// <summary>Login.</summary>
    public required string Login { get; init; }

    /// <summary>Full name from the preferences; null when not given.</summary>
    public string? Name { get; init; }

    /// <summary>Address from the preferences; null when not given.</summary>
    public string? Email { get; init; }
}
