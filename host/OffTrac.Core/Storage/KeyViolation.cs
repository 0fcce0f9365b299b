using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace OffTrac.Core.Storage;

/// <summary>Whether a statement failed because a row of that key is there already.</summary>
internal static class KeyViolation
{
    public static bool Is(DbException failure) => failure switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
        _ => false,
    };
}
