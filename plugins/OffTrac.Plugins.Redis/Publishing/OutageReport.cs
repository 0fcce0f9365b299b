using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Messages;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>Tells people and subscribers of outages, and has the events that waited sent when one is over.</summary>
internal sealed class OutageReport(
    IEnvironment environment, IOptionsMonitor<RedispubOptions> options, IDeliveries deliveries, TimeProvider time, ILogger logger)
    : IRedisConnectionListener
{
    private readonly OutageLog _log = new(time, logger);
    private readonly MessageBuilder _messages = new(environment);
    private long _lost;

    public void Failed(string place, RedisProblem problem) => _log.Failed(place, problem);

    /// <summary>Events were dropped because too many waited, or they waited too long.</summary>
    public void Lost(long count) => Interlocked.Add(ref _lost, count);

    public async ValueTask RecoveredAsync(IRedisPublisher publisher, string place, RedisProblem over, CancellationToken cancellation)
    {
        var waiting = await CountAsync(cancellation).ConfigureAwait(false);
        _log.Recovered(place, over.Since, waiting);
        await TellLostAsync(publisher, cancellation).ConfigureAwait(false);
        if (!options.CurrentValue.OutageMarker || waiting == 0)
            return;
        var marker = _messages.Build(
            "redispub.resumed",
            (over.Since, waiting),
            static (payload, state) =>
            {
                payload.Time("since", state.Since);
                payload.Number("count", state.waiting);
            },
            options.CurrentValue);
        await publisher.SendAsync(marker, new(), cancellation).ConfigureAwait(false);
    }

    public async ValueTask ConnectedAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var stream in StreamComponents.Durable)
                await deliveries.RetryAsync(stream, cancellation).ConfigureAwait(false);
        }
        catch (TracException failure)
        {
            logger.LogWarning("Events that wait for Redis are not tried at once: {Reason}", failure.Message);
        }
    }

    private async ValueTask TellLostAsync(IRedisPublisher publisher, CancellationToken cancellation)
    {
        var lost = Interlocked.Exchange(ref _lost, 0);
        if (lost == 0)
            return;
        try
        {
            var message = _messages.Build("redispub.lost", lost, static (payload, count) => payload.Number("count", count), options.CurrentValue);
            await publisher.SendAsync(message, new(), cancellation).ConfigureAwait(false);
        }
        catch (RedisException)
        {
            Interlocked.Add(ref _lost, lost);
            throw;
        }
    }

    private async ValueTask<long> CountAsync(CancellationToken cancellation)
    {
        try
        {
            var pending = await deliveries.CountAsync(null, cancellation).ConfigureAwait(false);
            return pending.Where(entry => StreamComponents.Durable.Contains(entry.Component, StringComparer.OrdinalIgnoreCase)).Sum(entry => entry.Count);
        }
        catch (TracException)
        {
            return 0;
        }
    }
}
