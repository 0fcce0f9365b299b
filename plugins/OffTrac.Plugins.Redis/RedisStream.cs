using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Resources;

namespace OffTrac.Plugins.Redis;

/// <summary>What all components that publish have in common.</summary>
public abstract class RedisStream : IDeliveryLimits
{
    private readonly RedisClient _redis;
    private readonly IOptionsMonitor<RedispubOptions> _options;

    private protected RedisStream(RedisClient redis, IOptionsMonitor<RedispubOptions> options) => (_redis, _options) = (redis, options);

    public long? MaxEvents => _options.CurrentValue.BacklogMax;

    public TimeSpan? MaxAge => _options.CurrentValue.BacklogAge;

    private protected RedispubOptions Options => _options.CurrentValue;

    public ValueTask DroppedAsync(DroppedEvents dropped, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dropped);
        return _redis.DroppedAsync(dropped.Count, cancellation);
    }

    /// <summary>Publishes an event on a channel, which ends with a name where the kind has many.</summary>
    private protected ValueTask PublishAsync<TState>(
        string kind, string? name, Resource resource, ChangeEvent change, TState state, Action<PayloadWriter, TState> write,
        CancellationToken cancellation) =>
        _redis.Events.PublishAsync(kind, name, change, resource, state, write, cancellation);
}
