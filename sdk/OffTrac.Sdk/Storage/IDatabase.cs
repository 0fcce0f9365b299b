namespace OffTrac.Sdk.Storage;

/// <summary>
/// The database of an environment. Trac's tables and those of plugins live in it side by side. Write SQL that both engines
/// understand, quote names with <c>"</c>, and pass every value as a parameter named <c>@name</c>.
/// </summary>
public interface IDatabase
{
    /// <summary>Which engine it is.</summary>
    DatabaseEngine Engine { get; }

    /// <summary>
    /// A condition that compares without case as Trac does: <c>column LIKE @p ESCAPE '/'</c>, or <c>ILIKE</c> on PostgreSQL.
    /// </summary>
    /// <param name="column">SQL expression on the left.</param>
    /// <param name="parameter">Parameter on the right, with its <c>@</c>; its value comes from <see cref="EscapeLike"/>.</param>
    string Like(string column, string parameter);

    /// <summary>Escapes <c>%</c>, <c>_</c> and <c>/</c> for use in a pattern of <see cref="Like"/>.</summary>
    /// <param name="text">Text to be found literally.</param>
    string EscapeLike(string text);

    /// <summary>
    /// Reads. All of it sees one state of the database on SQLite, each statement its own on PostgreSQL. Keep it short: it holds
    /// a connection.
    /// </summary>
    /// <param name="state">Handed to <paramref name="read"/>, which can be a static lambda then.</param>
    /// <param name="read">What to read; the session must not be used after it has returned.</param>
    /// <param name="cancellation">Ends the wait for a connection and the statement that runs.</param>
    /// <exception cref="DatabaseUnavailableException">The server is away, or no connection came free in time.</exception>
    ValueTask<TResult> ReadAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellation);

    /// <summary>
    /// Writes in one transaction: in <paramref name="scope"/> when that is given, else in one of its own that commits when
    /// <paramref name="write"/> has returned and rolls back when it throws.
    /// </summary>
    /// <param name="state">Handed to <paramref name="write"/>, which can be a static lambda then.</param>
    /// <param name="write">What to write. It may run a second time when the engine refused the first for a conflict.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait for the database and the statement that runs; a commit is not interrupted.</param>
    /// <exception cref="ReadOnlyException">The host serves read-only, or the database can't be written.</exception>
    /// <exception cref="DatabaseUnavailableException">The server is away, or the database stayed locked.</exception>
    ValueTask<TResult> WriteAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, IWriteScope? scope, CancellationToken cancellation);

    /// <summary>
    /// Opens a transaction that several stores can take part in: a plugin's own row and the ticket both exist or neither does.
    /// Dispose it; without <see cref="IWriteScope.CommitAsync"/> all is undone.
    /// </summary>
    /// <param name="cancellation">Ends the wait for the database.</param>
    /// <exception cref="ReadOnlyException">The host serves read-only, or the database can't be written.</exception>
    /// <exception cref="DatabaseUnavailableException">The server is away, or the database stayed locked.</exception>
    ValueTask<IWriteScope> BeginWriteAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes the tables of <paramref name="schema"/> in this scope when they are missing; a no-op, without a query, once it is
    /// known that they exist. Call it before the first write to them.
    /// </summary>
    /// <param name="schema">The tables.</param>
    /// <param name="scope">Where to make them.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TracException">The tables are of another version; <c>offtrac env upgrade</c> mends that.</exception>
    ValueTask EnsureSchemaAsync(DatabaseSchema schema, IWriteScope scope, CancellationToken cancellation);

    /// <summary>Whether the tables of <paramref name="schema"/> exist. A missing table reads as an empty one: ask before you read.</summary>
    /// <param name="schema">The tables.</param>
    /// <param name="session">Where to look.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    ValueTask<bool> HasSchemaAsync(DatabaseSchema schema, IDatabaseSession session, CancellationToken cancellation);

    /// <summary>
    /// Does now and then what keeps the engine quick: on SQLite renews the statistics that plan its queries (<c>PRAGMA optimize</c>) and
    /// empties the write-ahead log, where there is one; PostgreSQL looks after itself. No transaction of this caller may be open.
    /// </summary>
    /// <param name="cancellation">Ends the wait for the database and the statement that runs.</param>
    /// <returns>What was done. That others used the database all the time is no failure, only a word of the summary.</returns>
    /// <exception cref="ReadOnlyException">The host serves read-only, or the database can't be written.</exception>
    /// <exception cref="DatabaseUnavailableException">The file can't be opened or written.</exception>
    ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation);
}
