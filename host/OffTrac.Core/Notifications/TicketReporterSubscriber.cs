using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Who reported a ticket.</summary>
[Component("trac.ticket.notification.TicketReporterSubscriber")]
public sealed class TicketReporterSubscriber(INotificationSubscriptions subscriptions) : INotificationSubscriber
{
    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) =>
        notification is TicketNotification change
            ? subscriptions.ForPeopleAsync(nameof(TicketReporterSubscriber), [change.Ticket.Reporter], cancellation)
            : new([]);
}
