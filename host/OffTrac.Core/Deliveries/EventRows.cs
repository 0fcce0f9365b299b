using System.Data.Common;
using System.Text.Json;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Writes events and who is to be told of them: one round trip to a PostgreSQL server.</summary>
/// <remarks>
/// Told are the enabled components here, and those that a serving host has announced, because a command may have loaded no plugin.
/// </remarks>
internal sealed class EventRows(DatabaseEngine engine, TimeProvider time)
{
    private const string Announced = "offtrac_event_listener AS l WHERE l.listener = @listener AND (@foreign = 0 OR l.is_foreign = 1)";

    private const string Insert =
        $"""
        INSERT INTO offtrac_event (kind, resource, related, time, recorded, author, origin, version, data)
        SELECT @kind, @resource, @related, @time, @recorded, @author, @origin, @version, @data
        WHERE @here > 0 OR EXISTS (SELECT 1 FROM {Announced}) RETURNING number
        """;

    // Of two transactions that change one resource the one that commits later must have the higher number, whatever rows of Trac's
    // they lock: numbers are given out before the commit. Both names of a renaming are locked in one order, so that two renamings
    // can't wait for each other.
    private const string PostgreSql =
        $"""
        SELECT pg_advisory_xact_lock(1634627698, hashtext(name)) FROM unnest(@names) AS name ORDER BY hashtext(name);
        WITH stored AS ({Insert}), told AS (
            INSERT INTO offtrac_event_delivery (component, event, attempts, next_try)
            SELECT t.component, stored.number, 0, 0 FROM stored,
                (SELECT unnest(@components) AS component UNION SELECT l.component FROM {Announced}) AS t)
        SELECT number FROM stored
        """;

    private const string Sqlite =
        $"""
        INSERT INTO offtrac_event_delivery (component, event, attempts, next_try)
        SELECT value, @number, 0, 0 FROM json_each(@components) UNION SELECT l.component, @number, 0, 0 FROM {Announced}
        """;

    /// <summary>Stores an event, when anybody is to be told of it.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="change">The event.</param>
    /// <param name="components">Durable components of this process that are to be told.</param>
    /// <param name="scope">The transaction of the change.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <returns>The event's number; 0 when nobody is to be told.</returns>
    public async ValueTask<long> InsertAsync(
        EventKind kind, ChangeEvent change, string[] components, IWriteScope scope, CancellationToken cancellation)
    {
        var (resource, related) = (kind.ResourceOf(change).ToString(), kind.RelatedTo(change)?.ToString());
        var command = scope.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = scope.Transaction;
            Add(command, "kind", kind.Name);
            Add(command, "resource", resource);
            Add(command, "related", related);
            Add(command, "time", TracTime.ToMicroseconds(change.Time));
            Add(command, "recorded", TracTime.ToMicroseconds(time.GetUtcNow()));
            Add(command, "author", change.Author);
            Add(command, "origin", change.Origin.ToString());
            Add(command, "version", EventJson.Version);
            Add(command, "data", kind.Write(change));
            Add(command, "here", components.Length);
            Add(command, "listener", kind.Listener);
            Add(command, "foreign", change.Origin == ChangeOrigin.Elsewhere ? 1 : 0);
            return engine == DatabaseEngine.PostgreSql
                ? await InsertAsync(command, components, related is null ? [resource] : [resource, related], cancellation).ConfigureAwait(false)
                : await InsertAsync(command, components, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<long> InsertAsync(
        DbCommand command, string[] components, string[] names, CancellationToken cancellation)
    {
        Add(command, "components", components);
        Add(command, "names", names);
        command.CommandText = PostgreSql;
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            // The locks come first.
            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            return await reader.ReadAsync(cancellation).ConfigureAwait(false) ? reader.GetInt64(0) : 0;
        }
    }

    private static async ValueTask<long> InsertAsync(DbCommand command, string[] components, CancellationToken cancellation)
    {
        command.CommandText = Insert;
        if (await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is not long number)
            return 0;
        Add(command, "number", number);
        Add(command, "components", JsonSerializer.Serialize(components, EventJson.Default.StringArray));
        command.CommandText = Sqlite;
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        return number;
    }

    private static void Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
    }
}
