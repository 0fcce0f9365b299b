using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Who made the change.</summary>
[Component("trac.ticket.notification.TicketUpdaterSubscriber")]
public sealed class TicketUpdaterSubscriber(INotificationSubscriptions subscriptions) : INotificationSubscriber
{
    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) =>
        notification is TicketNotification change
            ? subscriptions.ForPeopleAsync(nameof(TicketUpdaterSubscriber), [change.Author], cancellation)
            : new([]);
}
