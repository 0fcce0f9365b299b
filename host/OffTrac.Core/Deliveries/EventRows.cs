using Dapper;
using OffTrac.Core.Components;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Writes events and who is to be told of them.</summary>
internal static class EventRows
{
    // Of two transactions that change one resource the one that commits later must have the higher number, whatever rows of Trac's
    // they lock: numbers are given out before the commit. SQLite has one writer at a time anyway.
    private const string LockResource = "SELECT pg_advisory_xact_lock(1634627698, hashtext(@resource));";

    private const string LockRelated = "SELECT pg_advisory_xact_lock(1634627698, hashtext(@related));";

    private const string Insert =
        """
        INSERT INTO offtrac_event (kind, resource, related, time, author, origin, version, data)
        VALUES (@kind, @resource, @related, @time, @author, @origin, @version, @data) RETURNING number
        """;

    private const string ListenersOfKind = "FROM offtrac_event_listener WHERE listener = @listener AND (@foreign = 0 OR is_foreign = 1)";

    public static async ValueTask<bool> HasListenersAsync(
        EventKind kind, ChangeEvent change, IWriteScope scope, CancellationToken cancellation) =>
        await scope.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            $"SELECT 1 {ListenersOfKind} LIMIT 1",
            new { listener = kind.Listener, foreign = IsForeign(change) },
            scope.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is not null;

    /// <summary>Whether a serving host has announced any durable component.</summary>
    public static async ValueTask<bool> HasAnnouncedAsync(IDatabaseSession session, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT 1 FROM offtrac_event_listener LIMIT 1",
            transaction: session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is not null;

    public static async ValueTask<long> InsertAsync(
        EventKind kind, ChangeEvent change, DatabaseEngine engine, IWriteScope scope, CancellationToken cancellation)
    {
        var resource = kind.ResourceOf(change).ToString();
        var related = kind.RelatedTo(change)?.ToString();
        if (engine == DatabaseEngine.PostgreSql)
            await LockAsync(resource, related, scope, cancellation).ConfigureAwait(false);
        return await scope.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            Insert,
            new
            {
                kind = kind.Name,
                resource,
                related,
                time = TracTime.ToMicroseconds(change.Time),
                author = change.Author,
                origin = change.Origin.ToString(),
                version = EventJson.Version,
                data = kind.Write(change),
            },
            scope.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
    }

    /// <summary>
    /// One row for each component that is to be told: the enabled ones here, and those that a serving host has announced, because
    /// a command may have loaded no plugin.
    /// </summary>
    public static async ValueTask InsertDeliveriesAsync(
        long number,
        EventKind kind,
        ChangeEvent change,
        IReadOnlyList<ComponentDescription> durable,
        IWriteScope scope,
        CancellationToken cancellation)
    {
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            $"""
            INSERT INTO offtrac_event_delivery (component, event, attempts, next_try)
            SELECT component, @number, 0, 0 {ListenersOfKind}
            """,
            new { number, listener = kind.Listener, foreign = IsForeign(change) },
            scope.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        foreach (var component in durable)
        {
            await scope.Connection.ExecuteAsync(new CommandDefinition(
                """
                INSERT INTO offtrac_event_delivery (component, event, attempts, next_try)
                VALUES (@Name, @number, 0, 0) ON CONFLICT DO NOTHING
                """,
                new { component.Name, number },
                scope.Transaction,
                cancellationToken: cancellation)).ConfigureAwait(false);
        }
    }

    private static int IsForeign(ChangeEvent change) => change.Origin == ChangeOrigin.Elsewhere ? 1 : 0;

    private static async ValueTask LockAsync(string resource, string? related, IWriteScope scope, CancellationToken cancellation)
    {
        // Always in the same order, so that two renamings can't wait for each other.
        var text = related is null ? LockResource
            : string.CompareOrdinal(resource, related) <= 0 ? LockResource + LockRelated : LockRelated + LockResource;
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            text, new { resource, related }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
    }
}
