namespace OffTrac.Host.Web.Authentication;

/// <summary>A user who showed a password with this request, or whom a trusted proxy vouches for; Trac's <c>REMOTE_USER</c>. A feature of the request.</summary>
internal sealed record RemoteUser(string Name);
