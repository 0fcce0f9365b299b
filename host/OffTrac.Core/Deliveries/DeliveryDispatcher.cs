using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Hands stored events to the durable components. Of all processes on a database one does it, who holds the lease.</summary>
public sealed class DeliveryDispatcher(
    IDatabase database,
    IExtensionPoints points,
    DeliverySignal signal,
    TimeProvider time,
    ILogger<DeliveryDispatcher> logger,
    DeliverySettings settings)
{
    private readonly DispatchLease _lease = new(database, time, settings.Lease);
    private readonly DeliveryBacklog _backlog = new(database, settings.Backlog, logger);

    /// <summary>Dispatches until cancelled, or waits until who does it is gone. Writes nothing while no component is durable.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var woken = signal.Next;
            try
            {
                if (await IsNeededAsync(cancellation).ConfigureAwait(false) && await _lease.TakeAsync(cancellation).ConfigureAwait(false))
                    await HoldAsync(DispatchAsync, cancellation).ConfigureAwait(false);
            }
            catch (ReadOnlyException)
            {
                return;
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // It must go on whatever the database or the network does.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                logger.LogWarning("Deliveries wait: {Reason}", failure.Message);
                woken = Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            await Task.WhenAny(woken, Task.Delay(settings.Poll, time, cancellation)).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// For a process that ends soon: when no other dispatches, tells the components of what is due now, for at most
    /// <paramref name="limit"/>.
    /// </summary>
    public async Task DeliverBrieflyAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (!await HasTablesAsync(cancellation).ConfigureAwait(false)
            || Durable().Count == 0
            || !await _lease.TakeAsync(cancellation).ConfigureAwait(false))
        {
            return;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        try
        {
            await HoldAsync(
                token => Task.WhenAll(Durable().Select(component => Deliveries(component).RunAsync(untilEmpty: true, token))),
                limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            logger.LogInformation("Some deliveries are left to the next process");
        }
    }

    /// <summary>Does work for as long as the lease is held.</summary>
    private async Task HoldAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(held);
        try
        {
            await work(held.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            logger.LogWarning("The lease on deliveries was lost");
        }
        finally
        {
            await held.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            await _lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task RenewAsync(CancellationTokenSource held)
    {
        try
        {
            while (_lease.IsHeld)
            {
                await Task.Delay(settings.Lease / 4, time, held.Token).ConfigureAwait(false);
                try
                {
                    using var limited = CancellationTokenSource.CreateLinkedTokenSource(held.Token);
                    limited.CancelAfter(_lease.Remaining > TimeSpan.Zero ? _lease.Remaining : TimeSpan.FromMilliseconds(1));
                    if (!await _lease.TakeAsync(limited.Token).ConfigureAwait(false))
                        break;
                }
                catch (TracException failure)
                {
                    logger.LogWarning("The lease on deliveries could not be renewed: {Reason}", failure.Message);
                }
            }

            await held.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await held.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task DispatchAsync(CancellationToken cancellation)
    {
        var running = new Dictionary<string, (Task Task, CancellationTokenSource Stop)>(StringComparer.OrdinalIgnoreCase);
        try
        {
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                using var registration = points.GetChangeToken().RegisterChangeCallback(static state => ((TaskCompletionSource)state!).TrySetResult(), changed);
                await ListenerAnnouncements.SaveAsync(database, ListenerAnnouncements.Current(points), cancellation).ConfigureAwait(false);
                var durable = Durable();
                await StopAsync(running, component => !durable.Contains(component)).ConfigureAwait(false);
                foreach (var component in durable.Where(component => !running.ContainsKey(component)))
                    running.Add(component, Start(component, cancellation));
                await _backlog.CleanUpAsync(durable, cancellation).ConfigureAwait(false);
                if (durable.Count == 0)
                    return;
                await WaitAsync(running, changed.Task, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            await StopAsync(running, _ => true).ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(
        Dictionary<string, (Task Task, CancellationTokenSource Stop)> running, Task changed, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ended = await Task.WhenAny(
            [changed, Task.Delay(settings.CleanUp, time, waiting.Token), .. running.Values.Select(entry => entry.Task)]).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        if (!ended.IsFaulted || cancellation.IsCancellationRequested)
            return;
        // The database was away: without a pause this would spin.
        logger.LogWarning("Deliveries failed and begin again: {Reason}", ended.Exception.InnerException?.Message);
        await Task.Delay(settings.FirstPause, time, cancellation).ConfigureAwait(false);
        await StopAsync(running, component => running[component].Task.IsCompleted).ConfigureAwait(false);
    }

    private (Task Task, CancellationTokenSource Stop) Start(string component, CancellationToken cancellation)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        return (Deliveries(component).RunAsync(untilEmpty: false, stop.Token), stop);
    }

    private static async Task StopAsync(
        Dictionary<string, (Task Task, CancellationTokenSource Stop)> running, Func<string, bool> which)
    {
        foreach (var component in running.Keys.Where(which).ToList())
        {
            running.Remove(component, out var entry);
            await entry.Stop.CancelAsync().ConfigureAwait(false);
            await entry.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            entry.Stop.Dispose();
        }
    }

    private ComponentDeliveries Deliveries(string component) => new(component, database, points, signal, time, settings, logger);

    private HashSet<string> Durable() =>
        ListenerAnnouncements.Current(points).Select(entry => entry.Component).ToHashSet(StringComparer.OrdinalIgnoreCase);

    private async ValueTask<bool> IsNeededAsync(CancellationToken cancellation) =>
        Durable().Count > 0
        || (await HasTablesAsync(cancellation).ConfigureAwait(false)
            && await database.ReadAsync(0, static (session, _, token) => EventRows.HasAnnouncedAsync(session, token), cancellation).ConfigureAwait(false));

    private ValueTask<bool> HasTablesAsync(CancellationToken cancellation) => database.ReadAsync(
        database, static (session, database, token) => database.HasSchemaAsync(DeliveryTables.Schema, session, token), cancellation);
}
