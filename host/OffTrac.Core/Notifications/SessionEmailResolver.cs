using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>The address that people gave in their preferences.</summary>
[Component("trac.notification.mail.SessionEmailResolver")]
public sealed class SessionEmailResolver(ISessionStore sessions) : IEmailAddressResolver
{
    public async ValueTask<string?> FindAddressAsync(string sessionId, bool isAuthenticated, CancellationToken cancellation) =>
        (await sessions.FindAsync(new SessionKey(sessionId, isAuthenticated), cancellation).ConfigureAwait(false))?.Values.GetValueOrDefault("email");
}
