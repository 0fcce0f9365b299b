using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Environments;

/// <summary>The tables and first rows of a new environment.</summary>
internal sealed class EnvironmentTables(ConnectionString connection, EnvironmentCreation creation)
{
    private bool _madeFile;
    private bool _madeTables;

    public async ValueTask CreateAsync(CancellationToken cancellation)
    {
        if (connection.Engine == DatabaseEngine.Sqlite)
        {
            MakeFile(connection.File!);
        }

        var database = Open();
        await using (database.ConfigureAwait(false))
        {
            await database.WriteAsync(
                this,
                static async (scope, self, cancellation) =>
                {
                    await self.FillAsync(scope, cancellation).ConfigureAwait(false);
                    return 0;
                },
                null,
                cancellation).ConfigureAwait(false);
            _madeTables = true;
        }
    }

    /// <summary>Removes what was made here, and nothing that was there before.</summary>
    public async ValueTask UndoAsync()
    {
        if (_madeFile)
        {
            foreach (var file in new[] { "", "-journal", "-wal", "-shm" })
            {
                File.Delete(connection.File + file);
            }
        }
        else if (_madeTables)
        {
            var database = Open();
            await using (database.ConfigureAwait(false))
            {
                await database.WriteAsync(
                    this,
                    static async (scope, self, cancellation) =>
                    {
                        await self.DropAsync(scope).ConfigureAwait(false);
                        return 0;
                    },
                    null,
                    CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private Database Open() => Database.Open(connection, new DatabaseSettings { Logger = creation.Logger, Time = creation.Time });

    private void MakeFile(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            new FileStream(file, FileMode.CreateNew).Dispose();
            _madeFile = true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new TracException($"Database {file} can't be made: {failure.Message}", failure);
        }
    }

    private async ValueTask FillAsync(IWriteScope scope, CancellationToken cancellation)
    {
        if (connection.Engine == DatabaseEngine.PostgreSql)
        {
            await MakeSchemaAsync(scope, cancellation).ConfigureAwait(false);
        }

        foreach (var statement in TracSchema.Create(connection.Engine))
        {
            await ExecuteAsync(scope, statement, cancellation).ConfigureAwait(false);
        }

        await DefaultData.InsertVersionsAsync(scope, cancellation).ConfigureAwait(false);
        if (creation.HasDefaultData)
        {
            await DefaultData.InsertAsync(scope, creation.Time, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask MakeSchemaAsync(IWriteScope scope, CancellationToken cancellation)
    {
        if (connection.Schema != ConnectionString.DefaultSchema)
        {
            if (await ExistsAsync(scope, "SELECT 1 FROM pg_namespace WHERE nspname = @schema", cancellation).ConfigureAwait(false))
            {
                throw new TracException($"Database {connection} already has a schema '{connection.Schema}'.");
            }

            await ExecuteAsync(scope, "CREATE SCHEMA " + SchemaSql.Quote(connection.Schema), cancellation).ConfigureAwait(false);
        }
        else if (await ExistsAsync(
            scope, "SELECT 1 FROM pg_tables WHERE schemaname = @schema AND tablename = 'system'", cancellation).ConfigureAwait(false))
        {
            throw new TracException($"Database {connection} already has an environment: name another schema with '?schema=…'.");
        }
    }

    private async ValueTask DropAsync(IWriteScope scope)
    {
        if (connection.Schema != ConnectionString.DefaultSchema)
        {
            await ExecuteAsync(scope, $"DROP SCHEMA {SchemaSql.Quote(connection.Schema)} CASCADE", CancellationToken.None).ConfigureAwait(false);
            return;
        }

        foreach (var table in TracSchema.Tables)
        {
            await ExecuteAsync(scope, "DROP TABLE " + SchemaSql.Quote(table.Name), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> ExistsAsync(IWriteScope scope, string sql, CancellationToken cancellation) =>
        await scope.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            sql, new { schema = connection.Schema }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false) is not null;

    private static Task<int> ExecuteAsync(IWriteScope scope, string sql, CancellationToken cancellation) =>
        scope.Connection.ExecuteAsync(new CommandDefinition(sql, transaction: scope.Transaction, cancellationToken: cancellation));
}
