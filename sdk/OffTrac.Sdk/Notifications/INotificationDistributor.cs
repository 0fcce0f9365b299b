using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Brings messages to people. One that throws is called again later with the same event, also when others had done their part: who can,
/// leaves out what <see cref="NotificationEvent.MayRepeat"/> and its own notes say it has done. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 0)]
public interface INotificationDistributor
{
    /// <summary>Names of the transports, such as <c>email</c>.</summary>
    IReadOnlyList<string> Transports { get; }

    /// <summary>Tells people; called once for each transport that anybody wants.</summary>
    /// <param name="transport">One of its transports.</param>
    /// <param name="recipients">Whom.</param>
    /// <param name="notification">Of what.</param>
    /// <param name="cancellation">Cancelled at the time limit of the event and when the host stops.</param>
    /// <exception cref="Deliveries.DeliveryPausedException">What it talks to is away.</exception>
    ValueTask DistributeAsync(
        string transport, IReadOnlyList<NotificationRecipient> recipients, NotificationEvent notification, CancellationToken cancellation);
}
