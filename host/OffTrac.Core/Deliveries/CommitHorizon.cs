using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// PostgreSQL gives out numbers before the commit, so a number can appear after a higher one was read. This knows up to which number
/// that can't happen any more: all transactions that ran when that number was read have ended.
/// </summary>
/// <remarks>PostgreSQL manual, 9.27 "Transaction ID and Snapshot Information". A transaction has its id before it gets a number: Trac's rows come first.</remarks>
internal sealed class CommitHorizon
{
    private const string Snapshot = "SELECT txid_snapshot_xmin(s), txid_snapshot_xmax(s) FROM (SELECT txid_current_snapshot() AS s) AS now";

    private long _highest;
    private long _candidate;
    private long? _endsAt;

    /// <summary>Below and at this number nothing can appear any more.</summary>
    public long Floor { get; private set; }

    /// <summary>A number that was read.</summary>
    public void Saw(long number) => _highest = Math.Max(_highest, number);

    /// <summary>Looks which transactions run; called before rows are read in the same session.</summary>
    public async ValueTask LookAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (session.Connection is Microsoft.Data.Sqlite.SqliteConnection)
        {
            // One writer at a time: the order of numbers is that of commits.
            Floor = _highest;
            return;
        }

        if (_endsAt is null && _highest == Floor)
            return;
        var (oldest, next) = await ReadAsync(session.Connection, session.Transaction, cancellation).ConfigureAwait(false);
        if (_endsAt <= oldest)
        {
            Floor = Math.Max(Floor, _candidate);
            _endsAt = null;
        }

        if (_endsAt is null && _highest > Floor)
            (_candidate, _endsAt) = (_highest, next);
    }

    private static async ValueTask<(long Oldest, long Next)> ReadAsync(
        DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = transaction;
            command.CommandText = Snapshot;
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                return (reader.GetInt64(0), reader.GetInt64(1));
            }
        }
    }
}
