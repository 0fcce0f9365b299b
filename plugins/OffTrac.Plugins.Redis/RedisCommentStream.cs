using System.Globalization;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes comments of tickets that are edited and changes that are deleted.</summary>
[Component(StreamComponents.TicketComments, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode)]
public sealed class RedisCommentStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : RedisStream(redis, options), ITicketChangeListener
{
    public ValueTask TicketCommentModifiedAsync(TicketCommentModified modified, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(modified);
        return PublishAsync(
            "ticket.comment_edited", Id(modified), modified.Ticket.Resource, modified, modified, TicketPayload.CommentEdited, cancellation);
    }

    public ValueTask TicketChangeDeletedAsync(TicketChangeDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync(
            "ticket.comment_deleted", Id(deleted), deleted.Ticket.Resource, deleted, deleted, TicketPayload.CommentDeleted, cancellation);
    }

    private static string Id(TicketEvent change) => change.Ticket.Id.ToString(CultureInfo.InvariantCulture);
}
