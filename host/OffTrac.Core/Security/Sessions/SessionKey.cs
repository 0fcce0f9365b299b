namespace OffTrac.Core.Security.Sessions;

/// <summary>Names a session: a login, or the random identity of a browser.</summary>
public readonly record struct SessionKey(string Id, bool IsAuthenticated);
