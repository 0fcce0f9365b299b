using Dapper;
using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// Keeps what waits within bounds: those that an enabled component sets for itself, and a fixed one for components that are not
/// enabled. What is dropped is the oldest, and it is said.
/// </summary>
internal sealed class DeliveryBacklog(DispatchServices services)
{
    private const int RowsAtOnce = 5000;

    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);
    private readonly DeliveryRows _rows = new(services.Database.Engine);

    public async ValueTask CleanUpAsync(IReadOnlySet<string> enabled, CancellationToken cancellation)
    {
        _warned.ExceptWith(enabled);
        var waiting = await services.Database.ReadAsync(default(string), PendingCount.ReadAsync, cancellation).ConfigureAwait(false);
        foreach (var pending in waiting)
        {
            if (enabled.Contains(pending.Component))
                await LimitAsync(pending, cancellation).ConfigureAwait(false);
            else
                await LimitAbsentAsync(pending, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask LimitAbsentAsync(PendingEvents pending, CancellationToken cancellation)
    {
        if (_warned.Add(pending.Component))
            services.Logger.LogWarning("{Events} events wait for {Component}, which is not enabled", pending.Count, pending.Component);
        var dropped = await DropAsync(pending, pending.Count - services.Settings.Backlog, null, cancellation).ConfigureAwait(false);
        if (dropped is not null)
        {
            services.Logger.LogWarning(
                "Dropped the {Dropped} oldest events for {Component}: it is not enabled, and {Limit} are kept",
                dropped.Count, pending.Component, services.Settings.Backlog);
        }
    }

    private async ValueTask LimitAsync(PendingEvents pending, CancellationToken cancellation)
    {
        var point = services.Points.Get<IDeliveryLimits>();
        if (!point.Components.Contains(pending.Component, StringComparer.OrdinalIgnoreCase))
            return;
        long? most;
        TimeSpan? age;
        try
        {
            (most, age) = await point.AskOneAsync(
                pending.Component, 0, static (limits, _, _) => new ValueTask<(long?, TimeSpan?)>((limits.MaxEvents, limits.MaxAge)), cancellation)
                .ConfigureAwait(false);
        }
        catch (ComponentFailedException)
        {
            // Logged by its guard. Nothing is dropped for a component that can't say how much it keeps.
            return;
        }

        var now = services.Time.GetUtcNow();
        var before = age is { } longest && pending.Oldest < now - longest ? TracTime.ToMicroseconds(now - longest) : default(long?);
        var dropped = await DropAsync(pending, pending.Count - (most ?? long.MaxValue), before, cancellation).ConfigureAwait(false);
        if (dropped is null)
            return;
        services.Logger.LogError(
            "Dropped the {Dropped} oldest events for {Component}, stored {Oldest:u} to {Newest:u}: it keeps {Most} for at most {Age}",
            dropped.Count, pending.Component, dropped.Oldest, dropped.Newest, most, age);
        await point.TellOneAsync(
            pending.Component, dropped, static (limits, dropped, token) => limits.DroppedAsync(dropped, token), cancellation).ConfigureAwait(false);
    }

    /// <summary>Drops so many of the oldest, and all that were stored before a time.</summary>
    private async ValueTask<DroppedEvents?> DropAsync(PendingEvents pending, long surplus, long? before, CancellationToken cancellation)
    {
        var kinds = new Dictionary<string, long>(StringComparer.Ordinal);
        var (oldest, newest) = (long.MaxValue, long.MinValue);
        while (surplus > 0 || before is not null)
        {
            var some = await services.Database.WriteAsync(
                (self: this, pending.Component, Surplus: Math.Clamp(surplus, 0, RowsAtOnce), before),
                static (scope, state, token) => state.self.DropSomeAsync(state.Component, state.Surplus, state.before, scope, token),
                scope: null,
                cancellation).ConfigureAwait(false);
            foreach (var row in some)
            {
                kinds[row.Kind] = kinds.GetValueOrDefault(row.Kind) + 1;
                (oldest, newest) = (Math.Min(oldest, row.Recorded), Math.Max(newest, row.Recorded));
            }

            if (some.Count < RowsAtOnce)
                break;
            surplus -= some.Count;
        }

        if (kinds.Count == 0)
            return null;
        services.Signal.Reset();
        return new DroppedEvents
        {
            Count = kinds.Values.Sum(),
            Kinds = kinds,
            Oldest = TracTime.FromMicroseconds(oldest),
            Newest = TracTime.FromMicroseconds(newest),
        };
    }

    private async ValueTask<IReadOnlyList<(long Number, string Kind, long Recorded)>> DropSomeAsync(
        string component, long surplus, long? before, IWriteScope scope, CancellationToken cancellation)
    {
        var rows = await scope.QueryAsync<(long Number, string Kind, long Recorded)>(
            $"""
            SELECT d.event, e.kind, e.recorded FROM offtrac_event_delivery AS d JOIN offtrac_event AS e ON e.number = d.event
            WHERE d.component = @component ORDER BY d.event LIMIT {RowsAtOnce}
            """,
            new { component },
            cancellation).ConfigureAwait(false);
        rows = [.. rows.Where((row, index) => index < surplus || row.Recorded < before)];
        await _rows.DeleteAsync(component, [.. rows.Select(row => row.Number)], scope, cancellation).ConfigureAwait(false);
        return rows;
    }
}
