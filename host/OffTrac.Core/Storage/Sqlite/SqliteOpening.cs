using Microsoft.Data.Sqlite;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using SQLitePCL;

namespace OffTrac.Core.Storage.Sqlite;

/// <summary>Opens connections to one SQLite file, without changing any file by that, and puts SQLite's failures into words.</summary>
internal sealed class SqliteOpening(ConnectionString connection, bool isReadOnly)
{
    // Byte 18 of the header is the "file format write version"; 2 means write-ahead log (SQLite file format, 1.3.3).
    private const int WriteVersionOffset = 18;
    private const int WriteAheadLog = 2;

    // Looked up once and before SQLite has the file open: closing a file drops every lock that this process has on it.
    private readonly bool _isWriteAheadLog = isReadOnly && HasWriteAheadLog(connection.File);

    public string Name { get; } = connection.File ?? ":memory:";

    public bool IsInMemory => connection.IsInMemory;

    /// <summary>
    /// False for a read-only host on a database in WAL mode that nobody has open: a connection kept open as immutable would
    /// never see that somebody begins to write.
    /// </summary>
    public bool ReadersCanStayOpen => !isReadOnly || IsInMemory || !IsIdleWriteAheadLog();

    public PreparingConnection OpenReader()
    {
        var reader = Open(isReadOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite, isReadOnly && IsIdleWriteAheadLog());
        Execute(reader, "PRAGMA query_only = 1");
        return reader;
    }

    public PreparingConnection OpenWriter()
    {
        if (IsInMemory)
        {
            return Configure(Open(SqliteOpenMode.Memory, immutable: false));
        }

        var writer = Open(SqliteOpenMode.ReadWrite, immutable: false);
        if (raw.sqlite3_db_readonly(writer.Handle, "main") == 1)
        {
            writer.Dispose();
            throw new ReadOnlyException($"Database {Name} can't be written: the file is read-only for this user.");
        }

        return Configure(writer);
    }

    public Exception? Translate(SqliteException failure, CancellationToken cancellation) => failure.SqliteErrorCode switch
    {
        raw.SQLITE_INTERRUPT when cancellation.IsCancellationRequested =>
            new OperationCanceledException(failure.Message, failure, cancellation),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new DatabaseUnavailableException(
            $"Database {Name} is locked by another program for more than {connection.BusyTimeout.TotalSeconds:0.#} s.", failure),
        raw.SQLITE_READONLY when failure.SqliteExtendedErrorCode == raw.SQLITE_READONLY_ROLLBACK => new DatabaseUnavailableException(
            $"Database {Name} was left in the middle of a write; a program that may write must open it once.", failure),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => new ReadOnlyException($"Database {Name} can't be written: {Reason(failure)}.", failure),
        raw.SQLITE_FULL => new DatabaseUnavailableException($"Database {Name} can't grow: the disk is full.", failure),
        raw.SQLITE_IOERR => new DatabaseUnavailableException($"Database {Name} failed: {Reason(failure)}.", failure),
        raw.SQLITE_CANTOPEN => new DatabaseUnavailableException(
            $"Database {Name} can't be opened: {Reason(failure)}; file and directory must be readable and writable.", failure),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new TracException($"Database {Name} is damaged: {Reason(failure)}.", failure),
        _ => null,
    };

    private static string Reason(SqliteException failure) =>
        raw.sqlite3_errstr(failure.SqliteErrorCode).utf8_to_string();

    private PreparingConnection Configure(PreparingConnection writer)
    {
        // Asked for in the connection string, so it may change the file; only now, when somebody writes.
        if (connection.JournalMode is { } mode)
        {
            Execute(writer, "PRAGMA journal_mode = " + mode);
        }

        if (connection.Synchronous is { } synchronous)
        {
            Execute(writer, "PRAGMA synchronous = " + synchronous);
        }

        return writer;
    }

    private PreparingConnection Open(SqliteOpenMode mode, bool immutable)
    {
        if (!IsInMemory && !File.Exists(Name))
        {
            throw new TracException($"Database {Name} does not exist.");
        }

        var opened = new PreparingConnection(new SqliteConnectionStringBuilder
        {
            DataSource = immutable ? $"file:{Uri.EscapeDataString(Name)}?immutable=1" : Name,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(connection.BusyTimeout.TotalSeconds)),
        }.ConnectionString);
        try
        {
            opened.Open();

            // SQLite's own short waits come first; the driver's, which sleep for 150 ms, take over for long locks.
            _ = raw.sqlite3_busy_timeout(opened.Handle, 500);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private bool IsIdleWriteAheadLog() =>
        _isWriteAheadLog && new FileInfo(Name + "-wal") is not { Exists: true, Length: > 0 };

    private static bool HasWriteAheadLog(string? name)
    {
        if (name is null || !File.Exists(name))
        {
            return false;
        }

        using var file = new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        file.Position = WriteVersionOffset;
        return file.ReadByte() == WriteAheadLog;
    }

    private static void Execute(PreparingConnection opened, string sql)
    {
        using var command = opened.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
