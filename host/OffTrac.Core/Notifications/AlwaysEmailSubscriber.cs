using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Those whom <c>[notification] smtp_always_cc</c> and <c>smtp_always_bcc</c> name.</summary>
[Component("trac.notification.mail.AlwaysEmailSubscriber")]
public sealed class AlwaysEmailSubscriber(IEnvironment environment, ISessionStore sessions) : INotificationSubscriber
{
    private readonly NotificationOptions _options = new(environment);

    public async ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation)
    {
        var people = _options.AlwaysCc.Concat(_options.AlwaysBcc).Distinct(StringComparer.Ordinal).ToList();
        if (people.Count == 0)
            return [];
        var matcher = new RecipientMatcher(_options, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        return [.. people.Select(matcher.Match).OfType<MailRecipient>().Select(recipient => new NotificationSubscription
        {
            Subscriber = nameof(AlwaysEmailSubscriber),
            SessionId = recipient.SessionId,
            IsAuthenticated = recipient.SessionId is not null,
            Address = recipient.Address,
            Priority = 0,
        })];
    }
}
