using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using OffTrac.Sdk.Storage;
using SQLitePCL;

namespace OffTrac.Core.Storage.Sqlite;

/// <summary>
/// Transactions on a SQLite file. Statements run on the caller's thread, because SQLite's only I/O is synchronous; what can
/// last, the wait for another writer, is asynchronous. Writers of this process queue for one connection, so that only other
/// programs are waited for by trying again.
/// </summary>
internal sealed class SqliteConnector : DatabaseConnector
{
    private readonly SqliteOpening _opening;
    private readonly DatabaseSettings _settings;
    private readonly TimeSpan _busyTimeout;
    private readonly SemaphoreSlim _readers;
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly ConcurrentStack<PreparingConnection> _idleReaders = new();
    private PreparingConnection? _idleWriter;
    private volatile bool _isDisposed;

    public SqliteConnector(ConnectionString connection, DatabaseSettings settings)
    {
        _opening = new SqliteOpening(connection, settings.IsReadOnly);
        _settings = settings;
        _busyTimeout = connection.BusyTimeout;
        _readers = connection.IsInMemory ? _writer : new SemaphoreSlim(settings.MaxConnections, settings.MaxConnections);
    }

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public override async ValueTask<DatabaseLease> OpenReadAsync(CancellationToken cancellation)
    {
        await WaitForTurnAsync(_readers, _settings.ConnectionTimeout, cancellation).ConfigureAwait(false);
        PreparingConnection? connection = null;
        try
        {
            connection = TakeReader();
            return new SqliteLease(connection, connection.BeginTransaction(deferred: true), GiveBackReader);
        }
        catch
        {
            connection?.Dispose();
            _readers.Release();
            throw;
        }
    }

    public override async ValueTask<DatabaseLease> OpenWriteAsync(CancellationToken cancellation)
    {
        await WaitForTurnAsync(_writer, _busyTimeout, cancellation).ConfigureAwait(false);
        PreparingConnection? connection = null;
        try
        {
            connection = Interlocked.Exchange(ref _idleWriter, null) ?? _opening.OpenWriter();
            var transaction = await BeginImmediateAsync(connection, cancellation).ConfigureAwait(false);
            return new SqliteLease(connection, transaction, GiveBackWriter);
        }
        catch
        {
            if (!_opening.IsInMemory)
            {
                connection?.Dispose();
            }
            else
            {
                _idleWriter = connection;
            }

            _writer.Release();
            throw;
        }
    }

    public override Exception? Translate(Exception failure, CancellationToken cancellation)
    {
        if (IsMoved(failure))
        {
            CloseIdle();
        }

        return failure is SqliteException sqlite ? _opening.Translate(sqlite, cancellation) : null;
    }

    public override bool IsWorthRepeating(Exception failure) => IsMoved(failure);

    public override bool LeavesCommitUnknown(Exception failure) => false;

    public override ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation) =>
        new SqliteMaintenance(this, _opening).RunAsync(cancellation);

    public override ValueTask DisposeAsync()
    {
        _isDisposed = true;
        CloseIdle();
        return default;
    }

    // The file was replaced under the open connection (a backup was put back): a new connection sees the new one.
    private static bool IsMoved(Exception failure) =>
        failure is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_READONLY_DBMOVED };

    private void CloseIdle()
    {
        while (_idleReaders.TryPop(out var reader))
        {
            reader.Dispose();
        }

        Interlocked.Exchange(ref _idleWriter, null)?.Dispose();
    }

    private PreparingConnection TakeReader()
    {
        if (_opening.IsInMemory)
        {
            return Interlocked.Exchange(ref _idleWriter, null) ?? _opening.OpenWriter();
        }

        return _opening.ReadersCanStayOpen && _idleReaders.TryPop(out var idle) ? idle : _opening.OpenReader();
    }

    /// <summary>
    /// Takes the write lock. Microsoft.Data.Sqlite waits for a lock by sleeping on the thread; so its own BEGIN, which takes no
    /// lock, is ended and one that does is put in its place as soon as the file is free.
    /// </summary>
    private async ValueTask<SqliteTransaction> BeginImmediateAsync(PreparingConnection connection, CancellationToken cancellation)
    {
        var transaction = connection.BeginTransaction(deferred: true);
        _ = raw.sqlite3_exec(connection.Handle, "COMMIT");
        try
        {
            var started = _settings.Time.GetTimestamp();
            for (var delay = 1; ; delay = Math.Min(delay * 2, 50))
            {
                var code = raw.sqlite3_exec(connection.Handle, "BEGIN IMMEDIATE");
                if (code == raw.SQLITE_OK)
                {
                    return transaction;
                }

                if ((code & 0xff) != raw.SQLITE_BUSY || _settings.Time.GetElapsedTime(started) >= _busyTimeout)
                {
                    throw new SqliteException(
                        raw.sqlite3_errmsg(connection.Handle).utf8_to_string(), code & 0xff, raw.sqlite3_extended_errcode(connection.Handle));
                }

                await Task.Delay(TimeSpan.FromMilliseconds(delay), _settings.Time, cancellation).ConfigureAwait(false);
            }
        }
        catch
        {
            // Gives the transaction object something to roll back.
            _ = raw.sqlite3_exec(connection.Handle, "BEGIN");
            await transaction.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void GiveBackReader(PreparingConnection connection)
    {
        if (_opening.IsInMemory)
        {
            GiveBackWriter(connection);
            return;
        }

        if (_isDisposed || !_opening.ReadersCanStayOpen || !IsUsable(connection))
        {
            connection.Dispose();
        }
        else
        {
            _idleReaders.Push(connection);
        }

        _readers.Release();
    }

    private void GiveBackWriter(PreparingConnection connection)
    {
        if (!_opening.IsInMemory && (_isDisposed || !IsUsable(connection)))
        {
            connection.Dispose();
        }
        else
        {
            _idleWriter = connection;
        }

        _writer.Release();
    }

    private static bool IsUsable(PreparingConnection connection) =>
        connection.State == System.Data.ConnectionState.Open && raw.sqlite3_get_autocommit(connection.Handle) != 0;

    private async ValueTask WaitForTurnAsync(SemaphoreSlim turn, TimeSpan timeout, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!await turn.WaitAsync(timeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout, cancellation).ConfigureAwait(false))
        {
            throw new DatabaseUnavailableException(
                $"Database {_opening.Name} is in use by this process: no connection came free in {timeout.TotalSeconds:0.#} s.");
        }
    }
}
