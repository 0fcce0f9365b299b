using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mail;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Changes a message after the host gave it the usual headers and before it is sent, such as its subject. Asked in component order, each
/// seeing what the former made of it. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 30)]
public interface IEmailDecorator
{
    /// <summary>The message as it is to be.</summary>
    /// <param name="notification">What it tells of.</param>
    /// <param name="message">The message so far.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    ValueTask<EmailMessage> DecorateAsync(NotificationEvent notification, EmailMessage message, CancellationToken cancellation);
}
