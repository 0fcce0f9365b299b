using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OffTrac.Core.Reports;

/// <summary>
/// While it lives, statements prepared on a connection can only read: no pragma that would let the connection write, no other file attached.
/// </summary>
/// <remarks>SQLite, "Compile-Time Authorization Callbacks".</remarks>
internal sealed class SqliteReadGuard : IDisposable
{
    private readonly sqlite3 _connection;

    public SqliteReadGuard(SqliteConnection connection)
    {
        _connection = connection.Handle!;
        SetAuthorizer(static (_, action, _, _, _, _) =>
            action is raw.SQLITE_SELECT or raw.SQLITE_READ or raw.SQLITE_FUNCTION or raw.SQLITE_RECURSIVE ? raw.SQLITE_OK : raw.SQLITE_DENY);
    }

    public void Dispose() => SetAuthorizer(null);

    private void SetAuthorizer(strdelegate_authorizer? authorizer) => _ = raw.sqlite3_set_authorizer(_connection, authorizer!, null!);
}
