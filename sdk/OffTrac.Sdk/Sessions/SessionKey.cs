namespace OffTrac.Sdk.Sessions;

/// <summary>Names a session: a login, or the random identity of a browser.</summary>
/// <param name="Id">Login or identity; Trac's <c>sid</c>.</param>
/// <param name="IsAuthenticated">Whether it is a login.</param>
public readonly record struct SessionKey(string Id, bool IsAuthenticated)
{
    /// <summary>The session of a user.</summary>
    /// <param name="user">Login.</param>
    public static SessionKey Of(string user) => new(user, IsAuthenticated: true);
}
