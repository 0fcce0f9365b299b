using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Maintenance;

/// <summary>Removes any number of rows in short transactions, with room for other writers between them.</summary>
internal sealed class RowRemoval(IDatabase database, TimeProvider time)
{
    private const int BatchSize = 1000;

    // A program that waits for SQLite's lock sleeps for up to 100 ms between two looks (sqliteDefaultBusyCallback); with a shorter
    // pause it might never meet one.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(120);

    private readonly bool _isPostgreSql = database.Engine == DatabaseEngine.PostgreSql;

    /// <summary>A condition that a column is one of the texts in <c>@keys</c>.</summary>
    public string IsListed(string column) => _isPostgreSql ? $"{column} = ANY(@keys)" : $"{column} IN @keys";

    /// <summary>How many there are, without a lock on anything.</summary>
    public ValueTask<int> CountAsync(string sql, long limit, CancellationToken cancellation) => database.ReadAsync(
        (sql, limit),
        static async (session, query, token) => await session.Connection.ExecuteScalarAsync<int>(
            new CommandDefinition(query.sql, new { query.limit }, session.Transaction, cancellationToken: token)).ConfigureAwait(false),
        cancellation);

    /// <summary>
    /// Removes the rows that expired before <paramref name="limit"/>. Those that somebody else is about to change are left: whoever
    /// waits for the rows of another, holding rows of his own, may wait for ever.
    /// </summary>
    /// <param name="select">Gives the keys of expired rows as text; <c>@limit</c> is the time.</param>
    /// <param name="delete">Deletes the rows of these keys; the first says how many there were, the others follow it in the same transaction.</param>
    /// <param name="limit">Seconds since 1970.</param>
    /// <param name="report">Told how many are gone after each transaction.</param>
    /// <param name="cancellation">Ends it between two transactions, or undoes the one that runs.</param>
    public ValueTask<int> RemoveExpiredAsync(
        string select, IReadOnlyList<string> delete, long limit, Action<int> report, CancellationToken cancellation)
    {
        var sql = $"{select} LIMIT {BatchSize}{(_isPostgreSql ? " FOR UPDATE SKIP LOCKED" : "")}";
        return RepeatAsync(
            token => database.WriteAsync(
                (sql, delete, limit),
                static async (scope, work, token) => await DeleteAsync(
                    await KeysAsync(scope, work.sql, work.limit, token).ConfigureAwait(false), work.delete, work.limit, scope, token).ConfigureAwait(false),
                scope: null,
                token),
            report,
            cancellation);
    }

    /// <summary>Removes rows that nothing else belongs to. They are sought without a lock, because that reads the whole table.</summary>
    /// <param name="select">Gives the keys.</param>
    /// <param name="delete">Deletes the rows of these keys that are still what was sought.</param>
    /// <param name="report">Told how many are gone after each transaction.</param>
    /// <param name="cancellation">Ends it between two transactions, or undoes the one that runs.</param>
    public ValueTask<int> RemoveOrphansAsync(string select, string delete, Action<int> report, CancellationToken cancellation) => RepeatAsync(
        async token =>
        {
            var keys = await database.ReadAsync(
                $"{select} LIMIT {BatchSize}", static (session, sql, token) => KeysAsync(session, sql, 0, token), token).ConfigureAwait(false);
            return keys.Length == 0
                ? 0
                : await database.WriteAsync(
                    (keys, delete),
                    static (scope, work, token) => DeleteAsync(work.keys, [work.delete], 0, scope, token),
                    scope: null,
                    token).ConfigureAwait(false);
        },
        report,
        cancellation);

    private async ValueTask<int> RepeatAsync(
        Func<CancellationToken, ValueTask<int>> removeSome, Action<int> report, CancellationToken cancellation)
    {
        var removed = 0;
        while (await removeSome(cancellation).ConfigureAwait(false) is > 0 and var some)
        {
            removed += some;
            report(removed);
            if (!_isPostgreSql)
                await Task.Delay(s_pause, time, cancellation).ConfigureAwait(false);
        }

        return removed;
    }

    private static async ValueTask<string[]> KeysAsync(IDatabaseSession session, string sql, long limit, CancellationToken cancellation) =>
        [.. await session.Connection.QueryAsync<string>(
            new CommandDefinition(sql, new { limit }, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false)];

    private static async ValueTask<int> DeleteAsync(
        string[] keys, IReadOnlyList<string> delete, long limit, IWriteScope scope, CancellationToken cancellation)
    {
        if (keys.Length == 0)
            return 0;
        var deleted = 0;
        for (var i = 0; i < delete.Count; i++)
        {
            var rows = await scope.Connection.ExecuteAsync(
                new CommandDefinition(delete[i], new { keys, limit }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
            if (i == 0)
                deleted = rows;
        }

        return deleted;
    }
}
