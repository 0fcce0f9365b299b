using System.Globalization;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk.Storage;
using SQLitePCL;

namespace OffTrac.Core.Storage.Sqlite;

/// <summary>The upkeep of a SQLite file: statistics for the planner, and the write-ahead log. The journal mode is left as it is.</summary>
internal sealed class SqliteMaintenance(SqliteConnector connector, SqliteOpening opening)
{
    // https://sqlite.org/pragma.html#pragma_optimize: the bits that are on without an argument, and 0x10000 for all tables, because
    // otherwise only those count that this very connection has queried.
    private const string Optimize = "PRAGMA optimize(0x1fffe)";

    public async ValueTask<DatabaseMaintenance> RunAsync(CancellationToken cancellation)
    {
        if (opening.IsInMemory)
            return new DatabaseMaintenance { Summary = "the database is in memory: nothing to do" };
        var renewed = await RenewStatisticsAsync(cancellation).ConfigureAwait(false);
        var (isEmptied, log) = EmptyLog(cancellation);
        var statistics = renewed switch
        {
            null => "statistics not renewed: others were writing all the time",
            0 => "statistics are up to date",
            1 => "statistics of 1 table renewed",
            _ => string.Create(CultureInfo.InvariantCulture, $"statistics of {renewed} tables renewed"),
        };
        return new DatabaseMaintenance
        {
            Changed = renewed > 0 || isEmptied,
            Summary = log is null ? statistics : $"{statistics}; {log}",
        };
    }

    /// <returns>Of how many tables; null when others held the file.</returns>
    private async ValueTask<int?> RenewStatisticsAsync(CancellationToken cancellation)
    {
        try
        {
            var lease = await connector.OpenWriteAsync(cancellation).ConfigureAwait(false);
            await using (lease.ConfigureAwait(false))
            {
                using var stop = lease.StopWhen(cancellation);
                var session = new ReadSession(lease, commits: 0, opened: 0);
                var before = await ReadStatisticsAsync(session, cancellation).ConfigureAwait(false);
                await session.ExecuteAsync(Optimize, null, cancellation).ConfigureAwait(false);
                var after = await ReadStatisticsAsync(session, cancellation).ConfigureAwait(false);

                // SQLite counts some small tables anew each time: what gave the same numbers is not written.
                var renewed = after.Except(before).Select(row => row.Table).Distinct(StringComparer.Ordinal).Count();
                if (renewed > 0)
                    await lease.CommitAsync().ConfigureAwait(false);
                return renewed;
            }
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            return null;
        }
        catch (DatabaseUnavailableException)
        {
            // Writers of this process had it for the whole of the time.
            return null;
        }
    }

    private static async ValueTask<IReadOnlyList<(string Table, string? Index, string? Numbers)>> ReadStatisticsAsync(
        ReadSession session, CancellationToken cancellation)
    {
        var tables = await session.QueryAsync<string>("SELECT name FROM sqlite_master WHERE name = 'sqlite_stat1'", null, cancellation).ConfigureAwait(false);
        return tables.Count == 0
            ? []
            : await session.QueryAsync<(string, string?, string?)>("SELECT tbl, idx, stat FROM sqlite_stat1", null, cancellation).ConfigureAwait(false);
    }

    private (bool IsEmptied, string? Said) EmptyLog(CancellationToken cancellation)
    {
        // A connection of its own: a checkpoint needs one without a transaction, and those who write need not wait in a queue for it.
        using var connection = opening.OpenReader();
        using var stop = cancellation.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), connection.Handle);
        cancellation.ThrowIfCancellationRequested();
        if (!string.Equals((string?)Ask(connection, "PRAGMA journal_mode"), "wal", StringComparison.OrdinalIgnoreCase))
            return (false, null);
        var size = LogSize();
        if (size == 0)
            return (false, "the write-ahead log is empty");

        // The first hinders nobody, and leaves little for the second, which keeps writers out.
        Ask(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        Ask(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        var rest = LogSize();
        return rest < size
            ? (true, string.Create(CultureInfo.InvariantCulture, $"write-ahead log of {KiB(size)} KiB emptied"))
            : (false, string.Create(CultureInfo.InvariantCulture, $"write-ahead log of {KiB(rest)} KiB not emptied: others were using it all the time"));
    }

    private long LogSize() => new FileInfo(opening.Name + "-wal") is { Exists: true } log ? log.Length : 0;

    private static long KiB(long size) => (size + 1023) / 1024;

    private static object? Ask(PreparingConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
