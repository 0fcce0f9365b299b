using Dapper;
using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Keeps what waits for components that are not enabled within bounds, and says so.</summary>
internal sealed class DeliveryBacklog(IDatabase database, int limit, ILogger logger)
{
    private readonly HashSet<string> _warned = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask CleanUpAsync(IReadOnlySet<string> enabled, CancellationToken cancellation)
    {
        _warned.ExceptWith(enabled);
        var waiting = await database.ReadAsync(0, ReadAsync, cancellation).ConfigureAwait(false);
        foreach (var (component, events) in waiting.Where(entry => !enabled.Contains(entry.Component)))
        {
            if (_warned.Add(component))
                logger.LogWarning("{Events} events wait for {Component}, which is not enabled", events, component);
            if (events <= limit)
                continue;
            var dropped = await database.WriteAsync((component, limit), DropAsync, scope: null, cancellation).ConfigureAwait(false);
            logger.LogWarning(
                "Dropped the {Dropped} oldest events for {Component}: it is not enabled, and {Limit} are kept", dropped, component, limit);
        }
    }

    private static async ValueTask<IReadOnlyList<(string Component, long Events)>> ReadAsync(
        IDatabaseSession session, int state, CancellationToken cancellation) =>
        [.. await session.Connection.QueryAsync<(string, long)>(new CommandDefinition(
            "SELECT component, COUNT(*) FROM offtrac_event_delivery GROUP BY component",
            transaction: session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false)];

    private static async ValueTask<int> DropAsync(
        IWriteScope scope, (string Component, int Limit) state, CancellationToken cancellation)
    {
        var numbers = await scope.Connection.QueryAsync<long>(new CommandDefinition(
            """
            SELECT event FROM offtrac_event_delivery WHERE component = @Component AND event <=
                (SELECT event FROM offtrac_event_delivery WHERE component = @Component ORDER BY event DESC LIMIT 1 OFFSET @Limit)
            """,
            new { state.Component, state.Limit },
            scope.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        var outcomes = numbers.Select(number => new DeliveryOutcome { Component = state.Component, Number = number }).ToList();
        await DeliveryRows.SaveAsync(outcomes, scope, cancellation).ConfigureAwait(false);
        return outcomes.Count;
    }
}
