using System.Text.Json;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Tells one durable component of its events: each resource in order, many resources at once.</summary>
internal sealed class ComponentDeliveries(
    string component,
    IDatabase database,
    IExtensionPoints points,
    DeliverySignal signal,
    TimeProvider time,
    DeliverySettings settings,
    ILogger logger)
{
    private const int ScanSize = 500;
    private const int EventsPerLane = 64;

    private readonly Lock _lock = new();
    private readonly List<DeliveryOutcome> _outcomes = [];
    private readonly Dictionary<Task, DeliveryLane> _running = [];

    /// <summary>Runs until cancelled, or until nothing is due when <paramref name="untilEmpty"/>.</summary>
    public async Task RunAsync(bool untilEmpty, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var woken = signal.Next;
                await SaveAsync(cancellation).ConfigureAwait(false);
                var nextTry = await StartLanesAsync(cancellation).ConfigureAwait(false);
                if (untilEmpty && _running.Count == 0)
                    return;
                await WaitAsync(woken, nextTry, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            // What was told must be marked as told, or it is told again.
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>When to look again because of a failed event; null when there is none.</summary>
    private async ValueTask<long?> StartLanesAsync(CancellationToken cancellation)
    {
        var plan = new DeliveryPlan(
            _running.Values.SelectMany(lane => lane.Resources), Now, settings.Parallelism - _running.Count, EventsPerLane);
        if (plan.IsFull)
            return null;
        await database.ReadAsync((self: this, plan), static (session, state, token) => state.self.FillAsync(state.plan, session, token), cancellation)
            .ConfigureAwait(false);
        foreach (var lane in plan.Lanes)
            _running.Add(Task.Run(() => TellAsync(lane, cancellation), CancellationToken.None), lane);
        return plan.NextTry == long.MaxValue ? null : plan.NextTry;
    }

    private async ValueTask<int> FillAsync(DeliveryPlan plan, IDatabaseSession session, CancellationToken cancellation)
    {
        var after = 0L;
        IReadOnlyList<PendingEvent> events;
        do
        {
            events = await DeliveryRows.ReadPendingAsync(component, after, ScanSize, session, cancellation).ConfigureAwait(false);
            foreach (var pending in events)
            {
                plan.Add(pending);
                after = pending.Number;
            }
        }
        while (events.Count == ScanSize && !plan.IsFull);
        return 0;
    }

    private async ValueTask WaitAsync(Task woken, long? nextTry, CancellationToken cancellation)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var pause = settings.Poll;
        if (nextTry is { } next)
            pause = TimeSpan.FromMicroseconds(Math.Clamp(next - Now, 1000, (long)settings.Poll.TotalMicroseconds));
        // With all lanes taken only one that ends makes room.
        List<Task> awaited = [.. _running.Keys, Task.Delay(pause, time, waiting.Token)];
        if (_running.Count < settings.Parallelism)
            awaited.Add(woken);
        await Task.WhenAny(awaited).ConfigureAwait(false);
        await waiting.CancelAsync().ConfigureAwait(false);
        foreach (var ended in _running.Keys.Where(task => task.IsCompleted).ToList())
            _running.Remove(ended);
        cancellation.ThrowIfCancellationRequested();
    }

    private async Task TellAsync(DeliveryLane lane, CancellationToken cancellation)
    {
        try
        {
            foreach (var pending in lane.Events)
            {
                cancellation.ThrowIfCancellationRequested();
                if (!await TellAsync(pending, cancellation).ConfigureAwait(false))
                    return;
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The lease or the host goes; whoever comes next tells of the rest.
        }
        catch (DatabaseUnavailableException unavailable)
        {
            logger.LogWarning("Deliveries to {Component} wait: {Reason}", component, unavailable.Message);
        }
    }

    private async ValueTask<bool> TellAsync(PendingEvent pending, CancellationToken cancellation)
    {
        var stored = await database.ReadAsync(
            (component, pending.Number),
            static (session, state, token) => DeliveryRows.ReadDataAsync(state.component, state.Number, session, token),
            cancellation).ConfigureAwait(false);
        if (stored is not { } record)
            return true;
        var error = await TellAsync(pending, record.Version, record.Data, cancellation).ConfigureAwait(false);
        if (error is not null && (cancellation.IsCancellationRequested || !IsEnabled(pending.Kind)))
            return false;
        var attempts = error is null ? pending.Attempts : pending.Attempts + 1;
        var outcome = new DeliveryOutcome
        {
            Component = component,
            Number = pending.Number,
            Attempts = attempts,
            NextTry = error is null ? 0 : Now + (long)settings.PauseAfter(attempts).TotalMicroseconds,
            Error = error,
        };
        lock (_lock)
            _outcomes.Add(outcome);
        return error is null;
    }

    private async ValueTask<string?> TellAsync(PendingEvent pending, int version, string data, CancellationToken cancellation)
    {
        if (version > EventJson.Version || EventKinds.Find(pending.Kind) is not { } kind)
            return $"The event {pending.Kind} was stored by a newer version of OffTrac.";
        try
        {
            var change = kind.Read(data) with { Number = pending.Number };
            return await kind.TellOneAsync(points, component, change, cancellation).ConfigureAwait(false);
        }
        catch (JsonException broken)
        {
            return $"The stored event can't be read: {broken.Message}";
        }
    }

    private bool IsEnabled(string kind) => EventKinds.Find(kind) is not { } known
        || known.Durable(points).Any(durable => string.Equals(durable.Name, component, StringComparison.OrdinalIgnoreCase));

    private async ValueTask SaveAsync(CancellationToken cancellation)
    {
        List<DeliveryOutcome> outcomes;
        lock (_lock)
        {
            outcomes = [.. _outcomes];
            _outcomes.Clear();
        }

        if (outcomes.Count == 0)
            return;
        try
        {
            await database.WriteAsync(outcomes, static (scope, outcomes, token) => DeliveryRows.SaveAsync(outcomes, scope, token), scope: null, cancellation)
                .ConfigureAwait(false);
        }
        catch
        {
            lock (_lock)
                _outcomes.InsertRange(0, outcomes);
            throw;
        }
    }

    private long Now => TracTime.ToMicroseconds(time.GetUtcNow());
}
