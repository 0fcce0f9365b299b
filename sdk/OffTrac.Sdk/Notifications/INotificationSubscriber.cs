using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Notifications;

/// <summary>
/// Says who is to be told of an event. One that throws holds the event back: it is told later. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw, TimeLimitSeconds = 30)]
public interface INotificationSubscriber
{
    /// <summary>When it names people, for those who choose their rules: <c>Ticket that I own is created or modified</c>; null for nothing to say.</summary>
    string? Description => null;

    /// <summary>The rules that match. Of a batch each ticket is asked for, as an event <c>changed</c>.</summary>
    /// <param name="notification">What happened: a <see cref="TicketNotification"/> for tickets.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation);
}
