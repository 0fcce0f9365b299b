using OffTrac.Sdk.Components;
using OffTrac.Sdk.Mail;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Hands messages to the mail system. The one whose class <c>[notification] email_sender</c> names is called. Stands for Trac's interface of
/// the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface IEmailSender
{
    /// <summary>Sends a message.</summary>
    /// <param name="sender">Address of the envelope's sender.</param>
    /// <param name="recipients">Addresses of the envelope's recipients.</param>
    /// <param name="message">The whole message with lines that end with CR LF.</param>
    /// <param name="cancellation">Ends the sending, except while the answer is awaited that says whether the message was taken.</param>
    /// <returns>Who did not get it; all others did.</returns>
    /// <exception cref="Deliveries.DeliveryPausedException">The mail system is away; nobody got it.</exception>
    /// <exception cref="Deliveries.UndeliverableException">It will never take this message; nobody got it.</exception>
    /// <exception cref="TracException">It doesn't take it now; nobody got it.</exception>
    ValueTask<IReadOnlyList<RefusedRecipient>> SendAsync(
        string sender, IReadOnlyList<string> recipients, ReadOnlyMemory<byte> message, CancellationToken cancellation);
}
