using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>Whether this process could write the database, found out by asking and not by trying.</summary>
internal static class DatabaseRights
{
    public static async ValueTask<IReadOnlyList<string>> MissingAsync(
        ConnectionString connection, IDatabaseSession session, CancellationToken cancellation)
    {
        if (connection.Engine == DatabaseEngine.Sqlite)
        {
            return connection.File is not { } file
                ? []
                : [.. new[] { file, Path.GetDirectoryName(file)! }
                    .Where(path => !WriteAccess.Has(path))
                    .Select(path => $"{path} can't be written by this user; SQLite needs the file and its directory.")];
        }

        var tables = await session.Connection.QueryAsync<string>(new CommandDefinition(
            """
            SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = ANY (@tables)
            AND NOT (has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'INSERT')
                AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'UPDATE')
                AND has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'DELETE'))
            """,
            new { tables = TracSchema.Tables.Select(table => table.Name).ToArray() },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
        var missing = tables.Select(table => $"Table {table} of {connection} can't be written by this user.").ToList();
        var creates = await session.Connection.ExecuteScalarAsync<bool>(new CommandDefinition(
            "SELECT has_schema_privilege(current_schema(), 'CREATE')", transaction: session.Transaction, cancellationToken: cancellation))
            .ConfigureAwait(false);
        if (!creates)
        {
            missing.Add($"Schema {connection.Schema} of {connection} does not let this user make tables.");
        }

        return missing;
    }
}
