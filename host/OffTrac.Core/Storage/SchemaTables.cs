using System.Globalization;
using Dapper;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>Makes the tables of an area when they are missing, and knows their version.</summary>
public static class SchemaTables
{
    internal static async ValueTask<bool> ExistAsync(
        DatabaseSchema schema, IDatabaseSession session, SchemaKnowledge knowledge, CancellationToken cancellation)
    {
        var version = await VersionAsync(schema, session, cancellation).ConfigureAwait(false);
        if (version != schema.Version)
        {
            return false;
        }

        knowledge.Learn(schema);
        return true;
    }

    internal static async ValueTask EnsureAsync(
        DatabaseSchema schema, WriteScope scope, DatabaseEngine engine, SchemaKnowledge knowledge, CancellationToken cancellation)
    {
        if (await CheckVersionAsync(schema, scope, cancellation).ConfigureAwait(false))
        {
            knowledge.Learn(schema);
            return;
        }

        if (engine == DatabaseEngine.PostgreSql)
        {
            // Another host may be making the same tables: wait for its commit and look again.
            await ExecuteAsync(scope, "SELECT pg_advisory_xact_lock(hashtext('offtrac:' || current_schema()))", null, cancellation)
                .ConfigureAwait(false);
            if (await CheckVersionAsync(schema, scope, cancellation).ConfigureAwait(false))
            {
                knowledge.Learn(schema);
                return;
            }
        }

        foreach (var statement in SchemaSql.Create(schema, engine))
        {
            await ExecuteAsync(scope, statement, null, cancellation).ConfigureAwait(false);
        }

        await SetVersionAsync(schema, schema.Version, scope, cancellation).ConfigureAwait(false);
        scope.Made(schema);
    }

    /// <summary>Version of an area's tables in the database; null when there are none.</summary>
    public static async ValueTask<int?> VersionAsync(DatabaseSchema schema, IDatabaseSession session, CancellationToken cancellation)
    {
        var text = await session.Connection.QuerySingleOrDefaultAsync<string?>(new CommandDefinition(
            "SELECT value FROM system WHERE name = @name",
            new { name = SchemaSql.VersionRow(schema) },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        if (text is null)
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new TracException($"Row {SchemaSql.VersionRow(schema)} of table system is '{text}'; it must be a number.");
    }

    internal static async ValueTask SetVersionAsync(DatabaseSchema schema, int version, IWriteScope scope, CancellationToken cancellation)
    {
        var row = new { name = SchemaSql.VersionRow(schema), value = version.ToString(CultureInfo.InvariantCulture) };
        var changed = await ExecuteAsync(scope, "UPDATE system SET value = @value WHERE name = @name", row, cancellation).ConfigureAwait(false);
        if (changed == 0)
        {
            await ExecuteAsync(scope, "INSERT INTO system (name, value) VALUES (@name, @value)", row, cancellation).ConfigureAwait(false);
        }
    }

    internal static TracException WrongVersion(DatabaseSchema schema, int version) => new(version < schema.Version
        ? $"The tables of {schema.Area} have version {version}, this program needs {schema.Version}: run 'offtrac env upgrade'."
        : $"The tables of {schema.Area} have version {version}, this program knows {schema.Version}: install the newer program.");

    private static async ValueTask<bool> CheckVersionAsync(DatabaseSchema schema, IWriteScope scope, CancellationToken cancellation)
    {
        var version = await VersionAsync(schema, scope, cancellation).ConfigureAwait(false);
        return version is null || version == schema.Version ? version is not null : throw WrongVersion(schema, version.Value);
    }

    private static Task<int> ExecuteAsync(IWriteScope scope, string sql, object? parameters, CancellationToken cancellation) =>
        scope.Connection.ExecuteAsync(new CommandDefinition(sql, parameters, scope.Transaction, cancellationToken: cancellation));
}
