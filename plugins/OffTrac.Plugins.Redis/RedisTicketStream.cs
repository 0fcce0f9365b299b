using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes tickets that are made, changed and deleted. Stands for the original's component of the same name.</summary>
[Component(StreamComponents.Ticket, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode, Foreign = true)]
public sealed class RedisTicketStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : RedisStream(redis, options), ITicketChangeListener
{
    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(created);
        return PublishAsync("ticket.created", null, created.Ticket.Resource, created, created, TicketPayload.Created, cancellation);
    }

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var id = changed.Ticket.Id.ToString(CultureInfo.InvariantCulture);
        var allValues = Options.NewValues == NewValues.All;
        return PublishAsync("ticket.changed", id, changed.Ticket.Resource, changed, (changed, allValues), TicketPayload.Changed, cancellation);
    }

    public ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync("ticket.deleted", null, deleted.Ticket.Resource, deleted, deleted, TicketPayload.Deleted, cancellation);
    }
}
