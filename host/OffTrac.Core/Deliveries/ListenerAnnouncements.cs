using Dapper;
using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// The rows that say who is durable on the serving host: a command that loads no plugin records its changes for them too.
/// </summary>
internal static class ListenerAnnouncements
{
    /// <summary>The durable components with the extension points on which they are.</summary>
    public static IReadOnlyList<(string Component, string Listener, int IsForeign)> Current(IExtensionPoints points) =>
        [.. EventKinds.All
            .GroupBy(kind => kind.Listener, StringComparer.Ordinal)
            .SelectMany(kinds => kinds.First().Durable(points)
                .Select(component => (component.Name, kinds.Key, component.Foreign ? 1 : 0)))
            .Order()];

    /// <summary>Names of the durable components.</summary>
    public static IReadOnlySet<string> Durable(IExtensionPoints points) =>
        Current(points).Select(entry => entry.Component).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a serving host has announced any.</summary>
    public static async ValueTask<bool> AreAnyAsync(IDatabaseSession session, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(
            session.Command("SELECT 1 FROM offtrac_event_listener LIMIT 1", parameters: null, cancellation)).ConfigureAwait(false) is not null;

    /// <summary>Makes the rows say what is so; writes nothing when they do already.</summary>
    public static async ValueTask SaveAsync(
        IDatabase database, IReadOnlyList<(string Component, string Listener, int IsForeign)> current, CancellationToken cancellation)
    {
        var stored = await database.ReadAsync(database, ReadAsync, cancellation).ConfigureAwait(false);
        if (!stored.SequenceEqual(current))
            await database.WriteAsync((database, current), WriteAsync, scope: null, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<(string Component, string Listener, int IsForeign)>> ReadAsync(
        IDatabaseSession session, IDatabase database, CancellationToken cancellation)
    {
        if (!await database.HasSchemaAsync(DeliveryTables.Schema, session, cancellation).ConfigureAwait(false))
            return [];
        var rows = await session.Connection.QueryAsync<(string, string, int)>(new CommandDefinition(
            "SELECT component, listener, is_foreign FROM offtrac_event_listener",
            transaction: session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.Order()];
    }

    private static async ValueTask<int> WriteAsync(
        IWriteScope scope,
        (IDatabase Database, IReadOnlyList<(string Component, string Listener, int IsForeign)> Current) state,
        CancellationToken cancellation)
    {
        await state.Database.EnsureSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false);
        await ExecuteAsync("DELETE FROM offtrac_event_listener", values: null).ConfigureAwait(false);
        foreach (var (component, listener, isForeign) in state.Current)
        {
            await ExecuteAsync(
                "INSERT INTO offtrac_event_listener (component, listener, is_foreign) VALUES (@component, @listener, @isForeign)",
                new { component, listener, isForeign }).ConfigureAwait(false);
        }

        return state.Current.Count;

        Task<int> ExecuteAsync(string sql, object? values) =>
            scope.Connection.ExecuteAsync(new CommandDefinition(sql, values, scope.Transaction, cancellationToken: cancellation));
    }
}
