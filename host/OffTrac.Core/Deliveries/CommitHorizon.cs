using System.Data.Common;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// PostgreSQL gives out numbers before the commit, so a number can appear after a higher one was read. This finds such numbers before
/// anything that was committed after them is read, and knows up to which number that can't happen any more: all transactions that ran
/// when that number was read have ended.
/// </summary>
/// <remarks>
/// PostgreSQL manual, 9.27 "Transaction ID and Snapshot Information". A transaction has its id before it gets a number: Trac's rows come
/// first. What is asked here and the page that is read next see one snapshot: what is in the page can't have come after something that
/// is neither in it nor was read before.
/// </remarks>
internal sealed class CommitHorizon(string component)
{
    private const string Snapshot =
        """
        SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
        SELECT txid_snapshot_xmin(s), txid_snapshot_xmax(s) FROM (SELECT txid_current_snapshot() AS s) AS now
        """;

    private const string Numbers = "SELECT event FROM offtrac_event_delivery WHERE component = @component AND event > @floor AND event <= @position ORDER BY event";

    // Numbers above the floor that were read.
    private readonly HashSet<long> _seen = [];
    private long _highest;
    private long _candidate;
    private long? _endsAt;
    private long? _settled;

    /// <summary>Below and at this number nothing can appear any more.</summary>
    public long Floor { get; private set; }

    /// <summary>A number that was read.</summary>
    public void Saw(long number)
    {
        _highest = Math.Max(_highest, number);
        if (number > Floor)
            _seen.Add(number);
    }

    /// <summary>Looks which transactions run; called before anything else is read in the session.</summary>
    public async ValueTask LookAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (session.Connection is Microsoft.Data.Sqlite.SqliteConnection)
        {
            // One writer at a time: the order of numbers is that of commits.
            Floor = _highest;
            _seen.Clear();
            return;
        }

        if (_endsAt is null && _highest == Floor)
            return;
        var (oldest, next) = await ReadSnapshotAsync(session, cancellation).ConfigureAwait(false);
        if (_endsAt <= oldest)
            (_settled, _endsAt) = (_candidate, null);
        if (_endsAt is null && _highest > Floor)
            (_candidate, _endsAt) = (_highest, next);
    }

    /// <summary>The lowest number up to a position that has appeared since the position was passed; null for none.</summary>
    public async ValueTask<long?> FindLateAsync(long position, IDatabaseSession session, CancellationToken cancellation)
    {
        var late = position > Floor ? await FindUnseenAsync(position, session, cancellation).ConfigureAwait(false) : null;
        if (_settled is { } settled)
        {
            Floor = Math.Max(Floor, settled);
            _settled = null;
            _seen.RemoveWhere(number => number <= Floor);
        }

        return late;
    }

    private async ValueTask<long?> FindUnseenAsync(long position, IDatabaseSession session, CancellationToken cancellation)
    {
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = session.Transaction;
            command.CommandText = Numbers;
            Add(command, "component", component);
            Add(command, "floor", Floor);
            Add(command, "position", position);
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    if (!_seen.Contains(reader.GetInt64(0)))
                        return reader.GetInt64(0);
                }

                return null;
            }
        }
    }

    private static async ValueTask<(long Oldest, long Next)> ReadSnapshotAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var command = session.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Transaction = session.Transaction;
            command.CommandText = Snapshot;
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                await reader.ReadAsync(cancellation).ConfigureAwait(false);
                return (reader.GetInt64(0), reader.GetInt64(1));
            }
        }
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
