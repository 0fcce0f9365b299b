using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes attachments that are added, deleted and given to something else.</summary>
[Component(StreamComponents.Attachments, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode)]
public sealed class RedisAttachmentStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options)
    : RedisStream(redis, options), IAttachmentChangeListener
{
    public ValueTask AttachmentAddedAsync(AttachmentAdded added, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(added);
        return PublishAsync("attachment.added", null, added.Attachment.Resource, added, added.Attachment, AttachmentPayload.Attachment, cancellation);
    }

    public ValueTask AttachmentDeletedAsync(AttachmentDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync("attachment.deleted", null, deleted.Attachment.Resource, deleted, deleted.Attachment, AttachmentPayload.Attachment, cancellation);
    }

    /// <summary>A file that only has another name is not reparented, and Trac has no other word for it.</summary>
    public ValueTask AttachmentMovedAsync(AttachmentMoved moved, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(moved);
        return moved.IsReparented
            ? PublishAsync("attachment.reparented", null, moved.Attachment.Resource, moved, moved, AttachmentPayload.Reparented, cancellation)
            : default;
    }
}
