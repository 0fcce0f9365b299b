using System.Net.Sockets;
using Npgsql;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using IsolationLevel = System.Data.IsolationLevel;

namespace OffTrac.Core.Storage.PostgreSql;

/// <summary>Transactions on a PostgreSQL server.</summary>
internal sealed class PostgreSqlConnector : DatabaseConnector
{
    private const string IdleInTransaction = "25P03";

    private readonly NpgsqlDataSource _source;
    private readonly string _name;
    private readonly bool _isReadOnly;

    public PostgreSqlConnector(ConnectionString connection, DatabaseSettings settings)
    {
        _name = connection.ToString();
        _isReadOnly = settings.IsReadOnly;
        _source = NpgsqlDataSource.Create(Describe(connection, settings));
    }

    public override DatabaseEngine Engine => DatabaseEngine.PostgreSql;

    public override ValueTask<DatabaseLease> OpenReadAsync(CancellationToken cancellation) => OpenAsync(cancellation);

    public override async ValueTask<DatabaseLease> OpenLookAsync(CancellationToken cancellation) =>
        new PostgreSqlLease(await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false), transaction: null);

    public override ValueTask<DatabaseLease> OpenWriteAsync(CancellationToken cancellation) => OpenAsync(cancellation);

    public override Exception? Translate(Exception failure, CancellationToken cancellation)
    {
        if (Broken(failure))
        {
            // Connections that wait in the pool are broken as well.
            _source.Clear();
        }

        return failure switch
        {
            PostgresException server => TranslateServer(server),
            NpgsqlException or SocketException or IOException or TimeoutException =>
                new DatabaseUnavailableException($"Database {_name} can't be reached: {failure.GetBaseException().Message.ReplaceLineEndings(" ")}", failure),
            _ => null,
        };
    }

    public override bool IsWorthRepeating(Exception failure) => failure is PostgresException server
        ? server.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected || Broken(server)
        : Broken(failure);

    public override bool LeavesCommitUnknown(Exception failure) => Broken(failure);

    public override ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation) =>
        new(new DatabaseMaintenance { Summary = "PostgreSQL looks after itself: nothing to do" });

    public override ValueTask DisposeAsync() => _source.DisposeAsync();

    public static string Describe(ConnectionString connection, DatabaseSettings settings) => new NpgsqlConnectionStringBuilder
    {
        Host = connection.Host ?? PostgreSqlSocket.Directory() ?? "localhost",
        Port = connection.Port ?? NpgsqlConnection.DefaultPort,
        Username = connection.User,
        Password = connection.Password,
        Database = connection.DatabaseName,
        SearchPath = connection.Schema == ConnectionString.DefaultSchema ? null : Quote(connection.Schema),
        Options = settings.IsReadOnly ? "-c default_transaction_read_only=on" : null,
        ApplicationName = "OffTrac",
        MaxPoolSize = settings.MaxConnections,
        Timeout = (int)Math.Min(settings.ConnectionTimeout.TotalSeconds, 1024),
        ConnectionIdleLifetime = 120,
        MaxAutoPrepare = 64,
        KeepAlive = 30,
    }.ConnectionString;

    private async ValueTask<DatabaseLease> OpenAsync(CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        try
        {
            return new PostgreSqlLease(
                connection, await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation).ConfigureAwait(false));
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private Exception? TranslateServer(PostgresException server) => server.SqlState switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => new ReadOnlyException(
            _isReadOnly ? "The host serves read-only." : $"Database {_name} can't be written: the server is read-only.", server),
        PostgresErrorCodes.InsufficientPrivilege => new ReadOnlyException(
            $"Database {_name} does not allow that: {server.MessageText}.", server),
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            new DatabaseUnavailableException($"Database {_name} refuses the connection: {server.MessageText}.", server),
        PostgresErrorCodes.DiskFull => new DatabaseUnavailableException($"Database {_name} can't grow: the server's disk is full.", server),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            new DatabaseUnavailableException($"Database {_name} stayed in conflict with other writers: {server.MessageText}.", server),
        PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow =>
            new DatabaseUnavailableException($"Database {_name} takes no connection now: {server.MessageText}.", server),
        _ when Broken(server) => new DatabaseUnavailableException($"Database {_name} ended the connection: {server.MessageText}.", server),
        _ => null,
    };

    private static bool Broken(Exception failure) => failure switch
    {
        PostgresException server => server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransaction
            || server.SqlState.StartsWith("08", StringComparison.Ordinal),
        NpgsqlException driver => driver.InnerException is IOException or SocketException,
        IOException or SocketException => true,
        _ => false,
    };

    private static string Quote(string identifier) => '"' + identifier.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
