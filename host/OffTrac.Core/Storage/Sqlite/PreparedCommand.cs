using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OffTrac.Core.Storage.Sqlite;

/// <summary>What <see cref="PreparingConnection"/> gives out as a command: it borrows the one that has the text prepared.</summary>
internal sealed class PreparedCommand : DbCommand
{
    private readonly PreparingConnection _connection;
    private PreparingConnection.Statement? _statement;
    private DbDataReader? _reader;
    private SqliteTransaction? _transaction;
    private string _text = "";
    private bool _hasFailed;
    private bool _isDisposed;

    public PreparedCommand(PreparingConnection connection)
    {
        _connection = connection;
        _transaction = connection.Current;
        connection.Opened(this);
    }

    [AllowNull]
    public override string CommandText
    {
        get => _statement?.Command.CommandText ?? "";
        set
        {
            if (_statement is not null)
            {
                Inner.CommandText = value;
                return;
            }

            _text = value ?? "";
            Borrow();
        }
    }

    public override int CommandTimeout
    {
        get => Inner.CommandTimeout;
        set => Inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => CommandType.Text;
        set => Inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => _connection;
        set
        {
            if (value != _connection)
            {
                throw new NotSupportedException("A command stays with the connection that made it.");
            }
        }
    }

    protected override DbParameterCollection DbParameterCollection => Inner.Parameters;

    protected override DbTransaction? DbTransaction
    {
        get => _transaction;
        set
        {
            _transaction = (SqliteTransaction?)value;
            if (_statement is not null)
            {
                Inner.Transaction = _transaction;
            }
        }
    }

    private SqliteCommand Inner => _statement?.Command ?? Borrow();

    public override void Cancel() => Inner.Cancel();

    public override void Prepare() => Inner.Prepare();

    public override int ExecuteNonQuery() => Run(static command => command.ExecuteNonQuery());

    public override object? ExecuteScalar() => Run(static command => command.ExecuteScalar());

    // SQLite works on the caller's thread; the base class would do the same, and listen to the token besides.
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        RunAsync(this, static command => command.ExecuteNonQuery(), cancellationToken);

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        RunAsync(this, static command => command.ExecuteScalar(), cancellationToken);

    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior)
    {
        _hasFailed = true;
        _reader = Inner.ExecuteReader(behavior);
        _hasFailed = false;
        return _reader;
    }

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        RunAsync((Command: this, behavior), static state => state.Command.ExecuteDbDataReader(state.behavior), cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            _connection.Closed(this);
            if (_statement is { } statement)
            {
                _statement = null;
                _connection.GiveBack(statement, _text, isSound: !_hasFailed && _reader is null or { IsClosed: true });
            }
        }

        base.Dispose(disposing);
    }

    private SqliteCommand Borrow()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _statement = _connection.Lend(_text);
        _statement.Command.Transaction = _transaction;
        return _statement.Command;
    }

    private T Run<T>(Func<SqliteCommand, T> run)
    {
        _hasFailed = true;
        var result = run(Inner);
        _hasFailed = false;
        return result;
    }

    private static Task<T> RunAsync<TState, T>(TState state, Func<TState, T> run, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(run(state));
        }
#pragma warning disable CA1031 // Whatever it is, it reaches who awaits.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return Task.FromException<T>(failure);
        }
    }
}
