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
    IEnvironment environment, IOptionsMonitor<RedispubOptions> options, IDeliveries deliveries, Ledger ledger, TimeProvider time, ILogger logger)
    : IRedisConnectionListener
{
    private readonly OutageLog _log = new(time, logger);
    private readonly MessageBuilder _messages = new(environment);
    private int _heldUp;

    public void Failed(string place, RedisProblem problem) => _log.Failed(place, problem);

    /// <summary>An event was held up: this host is the one that delivers, and that tells subscribers.</summary>
    public void HeldUp() => Volatile.Write(ref _heldUp, 1);

    /// <summary>Events were dropped because too many waited, or they waited too long. Subscribers hear of it when there is a connection.</summary>
    public ValueTask LostAsync(long count, CancellationToken cancellation) =>
        ledger.AddAsync([(Ledger.Lost, count), (Ledger.Untold, count)], cancellation);

    public async ValueTask ConnectedAsync(IRedisPublisher publisher, string place, RedisProblem? over, CancellationToken cancellation)
    {
        await TellLostAsync(publisher, cancellation).ConfigureAwait(false);
        if (over is null)
            return;
        var waiting = await CountAsync(cancellation).ConfigureAwait(false);
        _log.Recovered(place, over.Since, waiting);
        if (Interlocked.Exchange(ref _heldUp, 0) == 0 || !options.CurrentValue.OutageMarker)
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

    public async ValueTask ReadyAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var stream in StreamComponents.All)
                await deliveries.RetryAsync(stream, cancellation).ConfigureAwait(false);
        }
        catch (TracException failure)
        {
            logger.LogWarning("Events that wait for Redis are not tried at once: {Reason}", failure.Message);
        }
    }

    /// <summary>Tells subscribers of events that they will never hear of.</summary>
    public async ValueTask TellLostAsync(IRedisPublisher publisher, CancellationToken cancellation)
    {
        var lost = await TakeUntoldAsync(cancellation).ConfigureAwait(false);
        if (lost == 0)
            return;
        try
        {
            var message = _messages.Build("redispub.lost", lost, static (payload, count) => payload.Number("count", count), options.CurrentValue);
            await publisher.SendAsync(message, new(), cancellation).ConfigureAwait(false);
        }
        catch (RedisException)
        {
            await ledger.AddAsync([(Ledger.Untold, lost)], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<long> TakeUntoldAsync(CancellationToken cancellation)
    {
        try
        {
            return await ledger.TakeUntoldAsync(cancellation).ConfigureAwait(false);
        }
        catch (TracException)
        {
            // Whoever can write the database tells of it.
            return 0;
        }
    }

    private async ValueTask<long> CountAsync(CancellationToken cancellation)
    {
        try
        {
            var pending = await deliveries.CountAsync(null, cancellation).ConfigureAwait(false);
            return pending.Where(entry => StreamComponents.All.Contains(entry.Component, StringComparer.OrdinalIgnoreCase)).Sum(entry => entry.Count);
        }
        catch (TracException)
        {
            return 0;
        }
    }
}
