using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Storage.PostgreSql;
using OffTrac.Core.Storage.Sqlite;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>The database of one environment.</summary>
/// <remarks>Nothing is opened before the first use, and no file is changed before the first write.</remarks>
public sealed class Database : IDatabase, IAsyncDisposable
{
    private const int Attempts = 4;

    private readonly DatabaseConnector _connector;
    private readonly DatabaseSettings _settings;
    private readonly SchemaKnowledge _schemas = new();
    private readonly AsyncLocal<Moment?> _moment = new();
    private long _commits;

    private Database(DatabaseConnector connector, ConnectionString connection, DatabaseSettings settings)
    {
        _connector = connector;
        _settings = settings;
        Connection = connection;
    }

    public ConnectionString Connection { get; }

    public DatabaseEngine Engine => _connector.Engine;

    public bool IsReadOnly => _settings.IsReadOnly;

    public static Database Open(ConnectionString connection, DatabaseSettings settings) => new(
        connection.Engine == DatabaseEngine.Sqlite ? new SqliteConnector(connection, settings) : new PostgreSqlConnector(connection, settings),
        connection,
        settings);

    public string Like(string column, string parameter) =>
        $"{column} {(Engine == DatabaseEngine.Sqlite ? "LIKE" : "ILIKE")} {parameter} ESCAPE '/'";

    public string EscapeLike(string text) => text
        .Replace("/", "//", StringComparison.Ordinal)
        .Replace("%", "/%", StringComparison.Ordinal)
        .Replace("_", "/_", StringComparison.Ordinal);

    public ValueTask<TResult> ReadAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellation) =>
        ReadAsync(state, read, isLook: false, cancellation);

    /// <summary>
    /// Reads with one command that changes nothing: on PostgreSQL outside a transaction, whose end would be one more message to and fro.
    /// </summary>
    internal ValueTask<TResult> LookAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellation) =>
        ReadAsync(state, read, isLook: true, cancellation);

    /// <summary>From now on until it is disposed, whoever is called from here looks at the generation rows only once.</summary>
    public IDisposable BeginMoment() => _moment.Value = new Moment();

    /// <summary>The generation rows as the present moment has seen them; null when it has not, or there is none.</summary>
    internal GenerationRows? SeenGenerations => _moment.Value?.Find(Volatile.Read(ref _commits), _settings.Time);

    /// <summary>The generation rows as the present moment sees them.</summary>
    internal ValueTask<GenerationRows> LookAtGenerationsAsync(CancellationToken cancellation) =>
        SeenGenerations is { } seen
            ? new(seen)
            : LookAsync(this, static (session, self, cancellation) => self.LookAtGenerationsAsync(session, cancellation), cancellation);

    /// <summary>The same by way of a session that is open.</summary>
    internal async ValueTask<GenerationRows> LookAtGenerationsAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (SeenGenerations is { } seen)
        {
            return seen;
        }

        var rows = await GenerationRows.ReadAsync(session, cancellation).ConfigureAwait(false);
        if (session is ReadSession read)
        {
            // The session may see the database as it was when it was opened.
            _moment.Value?.Remember(rows, read.Commits, read.Opened);
        }

        return rows;
    }

    public async ValueTask<TResult> WriteAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, IWriteScope? scope, CancellationToken cancellation)
    {
        if (scope is not null)
        {
            return await Own(scope).NestAsync(state, write, cancellation).ConfigureAwait(false);
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(state, write, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                await RepeatOrThrowAsync(failure, attempt, cancellation).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask<IWriteScope> BeginWriteAsync(CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OpenScopeAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                await RepeatOrThrowAsync(failure, attempt, cancellation).ConfigureAwait(false);
            }
        }
    }

    public ValueTask EnsureSchemaAsync(DatabaseSchema schema, IWriteScope scope, CancellationToken cancellation)
    {
        var own = Own(scope);
        return own.Knows(schema) ? default : SchemaTables.EnsureAsync(schema, own, Engine, _schemas, cancellation);
    }

    public ValueTask<bool> HasSchemaAsync(DatabaseSchema schema, IDatabaseSession session, CancellationToken cancellation) =>
        _schemas.Knows(schema) || (session is WriteScope scope && scope.Knows(schema))
            ? new(true)
            : SchemaTables.ExistAsync(schema, session, _schemas, cancellation);

    public async ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation)
    {
        ThrowIfReadOnly();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _connector.MaintainAsync(cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                await RepeatOrThrowAsync(failure, attempt, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Forgets what is known of an area's tables, after they were upgraded.</summary>
    internal void Forget(DatabaseSchema schema) => _schemas.Forget(schema);

    public ValueTask DisposeAsync() => _connector.DisposeAsync();


    private async ValueTask<TResult> ReadAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read, bool isLook, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (commits, opened) = (Volatile.Read(ref _commits), _settings.Time.GetTimestamp());
                var lease = isLook
                    ? await _connector.OpenLookAsync(cancellation).ConfigureAwait(false)
                    : await _connector.OpenReadAsync(cancellation).ConfigureAwait(false);
                await using (lease.ConfigureAwait(false))
                {
                    using (lease.StopWhen(cancellation))
                    {
                        return await read(new ReadSession(lease, commits, opened), state, cancellation).ConfigureAwait(false);
                    }
                }
            }
            catch (Exception failure) when (IsOurs(failure))
            {
                await RepeatOrThrowAsync(failure, attempt, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<TResult> WriteOnceAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, CancellationToken cancellation)
    {
        var scope = await OpenScopeAsync(cancellation).ConfigureAwait(false);
        await using (scope.ConfigureAwait(false))
        {
            TResult result;
            using (scope.Lease.StopWhen(cancellation))
            {
                result = await scope.LendAsync(state, write, cancellation).ConfigureAwait(false);
            }

            cancellation.ThrowIfCancellationRequested();
            await scope.CommitOutermostAsync(cancellation).ConfigureAwait(false);
            return result;
        }
    }

    private async ValueTask<WriteScope> OpenScopeAsync(CancellationToken cancellation)
    {
        ThrowIfReadOnly();
        var lease = await _connector.OpenWriteAsync(cancellation).ConfigureAwait(false);
        return new WriteScope(_connector, lease, _schemas, () => Interlocked.Increment(ref _commits), _settings.Logger);
    }

    private void ThrowIfReadOnly()
    {
        if (_settings.IsReadOnly)
        {
            throw new ReadOnlyException("Nothing can be written: the host serves read-only.");
        }
    }

    private WriteScope Own(IWriteScope scope) =>
        scope is WriteScope own && own.Connector == _connector
            ? own
            : throw new ArgumentException("The scope belongs to another database.", nameof(scope));

    private static bool IsOurs(Exception failure) => failure is not (TracException or OperationCanceledException);

    private async ValueTask RepeatOrThrowAsync(Exception failure, int attempt, CancellationToken cancellation)
    {
        var translated = _connector.Translate(failure, cancellation);
        if (attempt < Attempts && _connector.IsWorthRepeating(failure))
        {
            // Two writers that met once must not meet again in the same order.
            var delay = TimeSpan.FromMilliseconds((attempt * 10) + Random.Shared.Next(20));
            await Task.Delay(delay, _settings.Time, cancellation).ConfigureAwait(false);
            return;
        }

        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(translated ?? failure);
    }
}
