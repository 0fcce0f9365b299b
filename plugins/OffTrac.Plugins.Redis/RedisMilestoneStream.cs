using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Milestones;

namespace OffTrac.Plugins.Redis;

/// <summary>Publishes milestones that are made, changed and deleted.</summary>
[Component(StreamComponents.Milestones, Delivery = Delivery.Durable, DeliveryOption = StreamComponents.Mode)]
public sealed class RedisMilestoneStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options)
    : RedisStream(redis, options), IMilestoneChangeListener
{
    public ValueTask MilestoneCreatedAsync(MilestoneCreated created, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(created);
        return PublishAsync("milestone.created", null, created.Milestone.Resource, created, created.Milestone, MilestonePayload.Milestone, cancellation);
    }

    public ValueTask MilestoneChangedAsync(MilestoneChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return PublishAsync("milestone.changed", changed.Milestone.Name, changed.Milestone.Resource, changed, changed, MilestonePayload.Changed, cancellation);
    }

    public ValueTask MilestoneDeletedAsync(MilestoneDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return PublishAsync("milestone.deleted", null, deleted.Milestone.Resource, deleted, deleted.Milestone, MilestonePayload.Milestone, cancellation);
    }
}
