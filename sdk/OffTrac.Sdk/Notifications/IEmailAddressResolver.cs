using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Finds people's e-mail addresses. Only asked when <c>[notification] email_address_resolvers</c> names it, in that order, until one has an
/// answer. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 30)]
public interface IEmailAddressResolver
{
    /// <summary>The address, or null.</summary>
    /// <param name="sessionId">Login of a user, or the number of a browser's session.</param>
    /// <param name="isAuthenticated">Whether it is a login.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    ValueTask<string?> FindAddressAsync(string sessionId, bool isAuthenticated, CancellationToken cancellation);
}
