using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes tickets that are made, changed and deleted. Stands for the original's component of the same name.</summary>
[Component(StreamComponents.Ticket, Delivery = Delivery.Durable, Foreign = true)]
public sealed class RedisTicketStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : ITicketChangeListener, IDeliveryLimits
{
    private const string View = "TICKET_VIEW";

    public long? MaxEvents => options.CurrentValue.BacklogMax;

    public TimeSpan? MaxAge => options.CurrentValue.BacklogAge;

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(created);
        return redis.Events.PublishAsync("ticket.created", null, View, created, created.Ticket.Resource, created, TicketPayload.Created, cancellation);
    }

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var allValues = options.CurrentValue.NewValues == NewValues.All;
        return redis.Events.PublishAsync(
            "ticket.changed", changed.Ticket.Id.ToString(CultureInfo.InvariantCulture), View, changed, changed.Ticket.Resource, (changed, allValues),
            TicketPayload.Changed, cancellation);
    }

    public ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return redis.Events.PublishAsync("ticket.deleted", null, View, deleted, deleted.Ticket.Resource, deleted, TicketPayload.Deleted, cancellation);
    }

    public ValueTask DroppedAsync(DroppedEvents dropped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dropped);
        redis.Outages.Lost(dropped.Count);
        return default;
    }
}
