using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes pages that are made, changed and deleted. Stands for the original's component of the same name.</summary>
[Component(StreamComponents.Wiki, Delivery = Delivery.Durable, Foreign = true)]
public sealed class RedisWikiStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) : IWikiChangeListener, IDeliveryLimits
{
    private const string View = "WIKI_VIEW";

    public long? MaxEvents => options.CurrentValue.BacklogMax;

    public TimeSpan? MaxAge => options.CurrentValue.BacklogAge;

    public ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(added);
        // As Trac, the host tells "added" of any change in version 1.
        return added.OldText is null || options.CurrentValue.CreatedAgain
            ? redis.Events.PublishAsync("wiki.created", null, View, added, added.Page.Resource, added, WikiPayload.Created, cancellation)
            : redis.Events.PublishAsync("wiki.changed", added.Page.Name, View, added, added.Page.Resource, added, WikiPayload.ChangedAgain, cancellation);
    }

    public ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return redis.Events.PublishAsync("wiki.changed", changed.Page.Name, View, changed, changed.Page.Resource, changed, WikiPayload.Changed, cancellation);
    }

    public ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return redis.Events.PublishAsync("wiki.deleted", null, View, deleted, deleted.Page.Resource, deleted, WikiPayload.Deleted, cancellation);
    }

    public ValueTask DroppedAsync(DroppedEvents dropped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dropped);
        redis.Outages.Lost(dropped.Count);
        return default;
    }
}
