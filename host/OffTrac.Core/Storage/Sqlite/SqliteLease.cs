using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OffTrac.Core.Storage.Sqlite;

internal sealed class SqliteLease(PreparingConnection connection, SqliteTransaction transaction, Action<PreparingConnection> giveBack) : DatabaseLease
{
    private bool _isDisposed;

    public override DbConnection Connection => connection;

    public override DbTransaction? Transaction => transaction;

    public override ValueTask CommitAsync()
    {
        transaction.Commit();
        return default;
    }

    public override ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return default;
        }

        _isDisposed = true;
        try
        {
            connection.Reclaim();
            transaction.Dispose();
        }
        finally
        {
            giveBack(connection);
        }

        return default;
    }

    public override CancellationTokenRegistration StopWhen(CancellationToken cancellation) =>
        cancellation.UnsafeRegister(static state => raw.sqlite3_interrupt(((PreparingConnection)state!).Handle!), connection);
}
