using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>What administrators see of the deliveries, and do to them.</summary>
public sealed class DeliveryQueue(IDatabase database, DeliverySignal signal) : IDeliveries
{
    /// <summary>Its generation tells dispatchers of other processes that an administrator changed what waits.</summary>
    internal const string GenerationKey = "OffTrac.Core.Deliveries";

    private readonly DeliveryRows _rows = new(database.Engine);

    /// <summary>What waits, oldest first, for one component or, with null, for all.</summary>
    public ValueTask<IReadOnlyList<QueuedDelivery>> ListAsync(string? component, CancellationToken cancellation) =>
        database.ReadAsync((database, component), ReadAsync, cancellation);

    /// <summary>Has what failed tried again now; both null for everything.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<int> RetryAsync(long? number, string? component, CancellationToken cancellation)
    {
        var count = await WriteAsync(number, component, RetryAsync, cancellation).ConfigureAwait(false);
        signal.Reset();
        return count;
    }

    public ValueTask<IReadOnlyList<PendingEvents>> CountAsync(string? component, CancellationToken cancellation) =>
        database.ReadAsync(
            (database, component),
            static async (session, state, token) => await state.database.HasSchemaAsync(DeliveryTables.Schema, session, token).ConfigureAwait(false)
                ? await PendingCount.ReadAsync(session, Lower(state.component), token).ConfigureAwait(false)
                : [],
            cancellation);

    public async ValueTask<int> RetryAsync(string? component, CancellationToken cancellation)
    {
        // Where nothing failed, nothing is written.
        var isAnyWaiting = await database.ReadAsync((database, component), IsAnyWaitingAsync, cancellation).ConfigureAwait(false);
        var count = isAnyWaiting
            ? await database.WriteAsync(component, RetryWaitingAsync, scope: null, cancellation).ConfigureAwait(false)
            : 0;

        // Also when no row waits: the component as a whole may wait for its receiver.
        signal.Reset();
        return count;
    }

    /// <summary>Gives up on events: the component will never hear of them. Both null for everything.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<int> DropAsync(long? number, string? component, CancellationToken cancellation)
    {
        var count = await WriteAsync(number, component, DropAsync, cancellation).ConfigureAwait(false);
        signal.Reset();
        return count;
    }

    // A parameter that is only compared with null has no type for PostgreSQL, so each condition is there only when it is meant.
    private static string Condition(long? number, string? component) =>
        "WHERE 1 = 1"
        + (number is null ? "" : string.Create(CultureInfo.InvariantCulture, $" AND event = {number.Value}"))
        + (component is null ? "" : " AND LOWER(component) = @component");

    private static async ValueTask<IReadOnlyList<QueuedDelivery>> ReadAsync(
        IDatabaseSession session, (IDatabase Database, string? Component) state, CancellationToken cancellation)
    {
        if (!await state.Database.HasSchemaAsync(DeliveryTables.Schema, session, cancellation).ConfigureAwait(false))
            return [];
        var rows = await session.Connection.QueryAsync<(long Event, string Component, string Kind, string Resource, long Time, string? Author, int Attempts, long NextTry, string? Error)>(
            new CommandDefinition(
                $"""
                SELECT d.event, d.component, e.kind, e.resource, e.time, e.author, d.attempts, d.next_try, d.error
                FROM offtrac_event_delivery AS d JOIN offtrac_event AS e ON e.number = d.event
                {Condition(number: null, state.Component)} ORDER BY d.event, d.component
                """,
                new { component = Lower(state.Component) },
                session.Transaction,
                cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Select(row => new QueuedDelivery
        {
            Event = row.Event,
            Component = row.Component,
            Kind = row.Kind,
            Resource = row.Resource,
            Time = TracTime.FromMicroseconds(row.Time),
            Author = row.Author,
            Attempts = row.Attempts,
            NextTry = row.NextTry == 0 ? null : TracTime.FromMicroseconds(row.NextTry),
            Error = row.Error,
        })];
    }

    private static async ValueTask<int> RetryAsync(
        IWriteScope scope, (long? Number, string? Component) state, CancellationToken cancellation)
    {
        var condition = Condition(state.Number, state.Component);
        var values = new { component = Lower(state.Component) };
        var count = await scope.Connection.ExecuteScalarAsync<int>(
            scope.Command($"SELECT COUNT(*) FROM offtrac_event_delivery {condition}", values, cancellation)).ConfigureAwait(false);
        await scope.ExecuteAsync($"UPDATE offtrac_event_delivery SET next_try = 0 {condition} AND next_try > 0", values, cancellation)
            .ConfigureAwait(false);
        await CacheGenerations.BumpAsync(GenerationKey, scope, cancellation).ConfigureAwait(false);
        return count;
    }

    private static async ValueTask<bool> IsAnyWaitingAsync(
        IDatabaseSession session, (IDatabase Database, string? Component) state, CancellationToken cancellation) =>
        await state.Database.HasSchemaAsync(DeliveryTables.Schema, session, cancellation).ConfigureAwait(false)
        && await session.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            $"SELECT 1 FROM offtrac_event_delivery {Condition(number: null, state.Component)} AND next_try > 0 LIMIT 1",
            new { component = Lower(state.Component) },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is not null;

    private static async ValueTask<int> RetryWaitingAsync(IWriteScope scope, string? component, CancellationToken cancellation)
    {
        var count = await scope.ExecuteAsync(
            $"UPDATE offtrac_event_delivery SET next_try = 0 {Condition(number: null, component)} AND next_try > 0",
            new { component = Lower(component) },
            cancellation).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(GenerationKey, scope, cancellation).ConfigureAwait(false);
        return count;
    }

    private async ValueTask<int> DropAsync(
        IWriteScope scope, (long? Number, string? Component) state, CancellationToken cancellation)
    {
        await _rows.LockAsync(scope, cancellation).ConfigureAwait(false);
        var numbers = (await scope.Connection.QueryAsync<long>(new CommandDefinition(
            $"DELETE FROM offtrac_event_delivery {Condition(state.Number, state.Component)} RETURNING event",
            new { component = Lower(state.Component) },
            scope.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false)).ToList();
        await _rows.DeleteDoneAsync([.. numbers.Distinct()], scope, cancellation).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(GenerationKey, scope, cancellation).ConfigureAwait(false);
        return numbers.Count;
    }

    private static string? Lower(string? component) => component?.ToLowerInvariant();

    private async ValueTask<int> WriteAsync(
        long? number,
        string? component,
        Func<IWriteScope, (long? Number, string? Component), CancellationToken, ValueTask<int>> write,
        CancellationToken cancellation) =>
        await database.ReadAsync(database, static (session, database, token) =>
            database.HasSchemaAsync(DeliveryTables.Schema, session, token), cancellation).ConfigureAwait(false)
            ? await database.WriteAsync((number, component), write, scope: null, cancellation).ConfigureAwait(false)
            : 0;
}
