using System.Data.Common;
using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Redis.Publishing;

/// <summary>Keeps in the database what went wrong with messages, for <c>offtrac redispub status</c>, and what subscribers are yet to be told of it.</summary>
internal sealed class Ledger(IDatabase database, TimeProvider time)
{
    /// <summary>Messages that Redis may have got twice.</summary>
    public const string Repeated = "repeated";

    /// <summary>Messages that Redis would not have.</summary>
    public const string Refused = "refused";

    /// <summary>Messages that were not kept.</summary>
    public const string Lost = "lost";

    /// <summary>Those of them that subscribers don't know of yet.</summary>
    public const string Untold = "untold";

    public ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(CancellationToken cancellation) => database.ReadAsync(database, ReadAsync, cancellation);

    /// <summary>Adds to counts; those of nothing are left out.</summary>
    public async ValueTask AddAsync(IReadOnlyList<(string Name, long Count)> counts, CancellationToken cancellation)
    {
        (string, long)[] some = [.. counts.Where(entry => entry.Count != 0)];
        if (some.Length > 0)
            await database.WriteAsync((self: this, some), static (scope, state, token) => state.self.AddAsync(state.some, scope, token), scope: null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes what subscribers are yet to be told; only one host gets it.</summary>
    public async ValueTask<long> TakeUntoldAsync(CancellationToken cancellation)
    {
        // Where there is nothing, nothing is written.
        var entries = await ReadAsync(cancellation).ConfigureAwait(false);
        return entries.Any(entry => entry is { Name: Untold, Count: > 0 })
            ? await database.WriteAsync(0, TakeUntoldAsync, scope: null, cancellation).ConfigureAwait(false)
            : 0;
    }

    private static async ValueTask<IReadOnlyList<LedgerEntry>> ReadAsync(IDatabaseSession session, IDatabase database, CancellationToken cancellation)
    {
        if (!await database.HasSchemaAsync(LedgerTables.Schema, session, cancellation).ConfigureAwait(false))
            return [];
        var entries = new List<LedgerEntry>();
        var command = Command(session, """SELECT "name", "value", "time" FROM "offtrac_redispub_count" ORDER BY "name" """);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    entries.Add(new LedgerEntry(reader.GetString(0), reader.GetInt64(1), TracTime.FromMicroseconds(reader.GetInt64(2))));
            }
        }

        return entries;
    }

    private static async ValueTask<long> TakeUntoldAsync(IWriteScope scope, int state, CancellationToken cancellation)
    {
        // The row stays locked until the commit, so that a second host finds nothing.
        var command = Command(scope, """UPDATE "offtrac_redispub_count" SET "time" = "time" WHERE "name" = @name RETURNING "value" """, ("@name", Untold));
        await using (command.ConfigureAwait(false))
        {
            var count = Convert.ToInt64(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) ?? 0L, CultureInfo.InvariantCulture);
            command.CommandText = """UPDATE "offtrac_redispub_count" SET "value" = 0 WHERE "name" = @name""";
            await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
            return count;
        }
    }

    private async ValueTask<int> AddAsync((string Name, long Count)[] counts, IWriteScope scope, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(LedgerTables.Schema, scope, cancellation).ConfigureAwait(false);
        var now = TracTime.ToMicroseconds(time.GetUtcNow());
        foreach (var (name, count) in counts)
        {
            var command = Command(
                scope,
                """
                INSERT INTO "offtrac_redispub_count" ("name", "value", "time") VALUES (@name, @value, @time)
                ON CONFLICT ("name") DO UPDATE SET "value" = "offtrac_redispub_count"."value" + @value, "time" = @time
                """,
                ("@name", name), ("@value", count), ("@time", now));
            await using (command.ConfigureAwait(false))
                await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        return counts.Length;
    }

    private static DbCommand Command(IDatabaseSession session, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = session.Connection.CreateCommand();
        command.Transaction = session.Transaction;
#pragma warning disable CA2100 // All texts are constants of this class.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
