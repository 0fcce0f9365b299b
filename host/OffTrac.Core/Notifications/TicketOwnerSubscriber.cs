using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Those who own a ticket, or did until this change.</summary>
[Component("trac.ticket.notification.TicketOwnerSubscriber")]
public sealed class TicketOwnerSubscriber(INotificationSubscriptions subscriptions) : INotificationSubscriber
{
    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) =>
        notification is TicketNotification change
            ? subscriptions.ForPeopleAsync(nameof(TicketOwnerSubscriber), [change.Ticket.Owner, change.OldValues["owner"]], cancellation)
            : new([]);
}
