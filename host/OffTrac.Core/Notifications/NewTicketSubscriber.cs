using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Core.Notifications;

/// <summary>Those who want to know of every new ticket.</summary>
[Component("trac.ticket.notification.NewTicketSubscriber")]
public sealed class NewTicketSubscriber(INotificationSubscriptions subscriptions) : INotificationSubscriber
{
    public ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation) =>
        notification is TicketNotification { Category: "created" }
            ? subscriptions.OfSubscriberAsync(nameof(NewTicketSubscriber), cancellation)
            : new([]);
}
