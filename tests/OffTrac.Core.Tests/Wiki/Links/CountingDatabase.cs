using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Wiki.Links;

/// <summary>A database that counts how often it is read.</summary>
internal sealed class CountingDatabase(IDatabase database) : IDatabase
{
    private int _reads;

    public int Reads => Volatile.Read(ref _reads);

    public DatabaseEngine Engine => database.Engine;

    public string Like(string column, string parameter) => database.Like(column, parameter);

    public string EscapeLike(string text) => database.EscapeLike(text);

    public ValueTask<TResult> ReadAsync<TState, TResult>(
        TState state, Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _reads);
        return database.ReadAsync(state, read, cancellation);
    }

    public ValueTask<TResult> WriteAsync<TState, TResult>(
        TState state, Func<IWriteScope, TState, CancellationToken, ValueTask<TResult>> write, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(state, write, scope, cancellation);

    public ValueTask<IWriteScope> BeginWriteAsync(CancellationToken cancellation) => database.BeginWriteAsync(cancellation);

    public ValueTask EnsureSchemaAsync(DatabaseSchema schema, IWriteScope scope, CancellationToken cancellation) =>
        database.EnsureSchemaAsync(schema, scope, cancellation);

    public ValueTask<bool> HasSchemaAsync(DatabaseSchema schema, IDatabaseSession session, CancellationToken cancellation) =>
        database.HasSchemaAsync(schema, session, cancellation);

    public ValueTask<DatabaseMaintenance> MaintainAsync(CancellationToken cancellation) => database.MaintainAsync(cancellation);
}
