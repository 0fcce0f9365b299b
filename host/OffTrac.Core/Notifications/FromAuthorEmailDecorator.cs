using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Mail;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;

namespace OffTrac.Core.Notifications;

/// <summary>Mails come from who made the change, where <c>[notification] smtp_from_author</c> says so and an address is known.</summary>
[Component("trac.notification.mail.FromAuthorEmailDecorator")]
public sealed class FromAuthorEmailDecorator(IEnvironment environment, ISessionStore sessions) : IEmailDecorator
{
    private readonly NotificationOptions _options = new(environment);

    public async ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(notification);
        ArgumentNullException.ThrowIfNull(message);
        if (!_options.IsFromAuthor || string.IsNullOrEmpty(notification.Author))
            return message;
        var matcher = new RecipientMatcher(_options, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        return matcher.MatchAuthor(notification.Author) is { } author ? message.With("From", author) : message;
    }
}
