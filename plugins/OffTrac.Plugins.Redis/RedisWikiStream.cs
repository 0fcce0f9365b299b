using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes pages that are made, changed and deleted. Stands for the original's component of the same name.</summary>
[Component(StreamComponents.Wiki, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode, Foreign = true)]
public sealed class RedisWikiStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : RedisStream(redis, options), IWikiChangeListener
{
    public ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(added);
        // As Trac, the host tells "added" of any change in version 1.
        return added.OldText is null || Options.CreatedAgain
            ? PublishAsync("wiki.created", null, added.Page.Resource, added, added, WikiPayload.Created, cancellation)
            : PublishAsync("wiki.changed", added.Page.Name, added.Page.Resource, added, added, WikiPayload.ChangedAgain, cancellation);
    }

    public ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return PublishAsync("wiki.changed", changed.Page.Name, changed.Page.Resource, changed, changed, WikiPayload.Changed, cancellation);
    }

    public ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync("wiki.deleted", null, deleted.Page.Resource, deleted, deleted, WikiPayload.Deleted, cancellation);
    }
}
