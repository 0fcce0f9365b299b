using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Hands stored events to the durable components. Of all processes on a database one does it, who holds the lease.</summary>
public sealed class DeliveryDispatcher : IDisposable
{
    private readonly DispatchServices _services;
    private readonly DispatchLease _lease;

    public DeliveryDispatcher(
        IDatabase database,
        IExtensionPoints points,
        DeliverySignal signal,
        TimeProvider time,
        ILogger<DeliveryDispatcher> logger,
        DeliverySettings settings,
        DatabaseWatch? watch = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _lease = new DispatchLease(database, time, settings.Lease);
        _services = new DispatchServices
        {
            Database = database,
            Points = points,
            Signal = signal,
            Marks = new DeliveryMarks(database, time, settings, logger),
            Time = time,
            Settings = settings,
            Logger = logger,
            Watch = watch,
        };
    }

    /// <summary>Dispatches until cancelled, or waits until who does it is gone. Writes nothing while no component is durable.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var marking = _services.Marks.RunAsync(cancellation);
        try
        {
            await TakeTurnsAsync(cancellation).ConfigureAwait(false);
        }
        catch (ReadOnlyException)
        {
            // Nothing can be stored here, so there is nothing to tell.
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return;
        }

        await marking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// For a process that ends soon: when no other dispatches, tells the components of what is due now, for at most
    /// <paramref name="limit"/>.
    /// </summary>
    public async Task DeliverBrieflyAsync(TimeSpan limit, CancellationToken cancellation)
    {
        if (!await HasTablesAsync(cancellation).ConfigureAwait(false)
            || ListenerAnnouncements.Durable(_services.Points).Count == 0
            || !await _lease.TakeAsync(cancellation).ConfigureAwait(false))
        {
            return;
        }

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(limit);
        await HoldAsync((runs, token) => runs.RunOnceAsync(token), limited.Token).ConfigureAwait(false);
        if (limited.IsCancellationRequested && !cancellation.IsCancellationRequested)
            _services.Logger.LogInformation("Some deliveries are left to the next process");
    }

    public void Dispose() => _services.Marks.Dispose();

    private async Task TakeTurnsAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            var woken = _services.Signal.Next;
            try
            {
                if (await IsNeededAsync(cancellation).ConfigureAwait(false) && await _lease.TakeAsync(cancellation).ConfigureAwait(false))
                    await HoldAsync((runs, token) => runs.RunAsync(token), cancellation).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // It must go on whatever the database or the network does.
            catch (Exception failure) when (failure is not ReadOnlyException && !cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _services.Logger.LogWarning("Deliveries wait: {Reason}", failure.Message);
                woken = Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            await Task.WhenAny(woken, Task.Delay(_services.Settings.Poll, _services.Time, cancellation)).ConfigureAwait(false);
        }
    }

    /// <summary>Does work for as long as the lease is held.</summary>
    private async Task HoldAsync(Func<DispatchRuns, CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(held);
        var runs = new DispatchRuns(_services, _lease.RepeatsUpTo);
        try
        {
            // What was told before the lease was lost is not told again.
            await _services.Marks.SaveAsync(held.Token).ConfigureAwait(false);
            await work(runs, held.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            if (!cancellation.IsCancellationRequested)
                _services.Logger.LogWarning("The lease on deliveries was lost");
        }
        finally
        {
            await held.CancelAsync().ConfigureAwait(false);
            await renewing.ConfigureAwait(false);
            await EndAsync(runs.LeftCalls).ConfigureAwait(false);
        }
    }

    private async ValueTask EndAsync(int leftCalls)
    {
        try
        {
            // What was told must be marked as told, or it is told again.
            await _services.Marks.SaveAsync(CancellationToken.None).ConfigureAwait(false);
            if (leftCalls == 0)
                await _lease.ReleaseAsync(CancellationToken.None).ConfigureAwait(false);
            else
                _services.Logger.LogWarning("{Calls} deliveries were cancelled and have not ended: others begin when the lease expires", leftCalls);
        }
        catch (TracException failure)
        {
            _services.Logger.LogWarning("What was delivered last could not be marked: {Reason}", failure.Message);
        }
    }

    private async Task RenewAsync(CancellationTokenSource held)
    {
        try
        {
            while (_lease.IsHeld)
            {
                await Task.Delay(_services.Settings.Lease / 4, _services.Time, held.Token).ConfigureAwait(false);
                try
                {
                    using var limited = CancellationTokenSource.CreateLinkedTokenSource(held.Token);
                    limited.CancelAfter(_lease.Remaining > TimeSpan.Zero ? _lease.Remaining : TimeSpan.FromMilliseconds(1));
                    if (!await _lease.TakeAsync(limited.Token).ConfigureAwait(false))
                        break;
                }
                catch (TracException failure)
                {
                    _services.Logger.LogWarning("The lease on deliveries could not be renewed: {Reason}", failure.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Held no longer, or the work is done.
        }

        await held.CancelAsync().ConfigureAwait(false);
    }

    private async ValueTask<bool> IsNeededAsync(CancellationToken cancellation) =>
        ListenerAnnouncements.Durable(_services.Points).Count > 0
        || (await HasTablesAsync(cancellation).ConfigureAwait(false)
            && await _services.Database.ReadAsync(0, static (session, _, token) => ListenerAnnouncements.AreAnyAsync(session, token), cancellation)
                .ConfigureAwait(false));

    private ValueTask<bool> HasTablesAsync(CancellationToken cancellation) => _services.Database.ReadAsync(
        _services.Database, static (session, database, token) => database.HasSchemaAsync(DeliveryTables.Schema, session, token), cancellation);
}
