using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>What Core's own database does with less than a transaction, asked of any.</summary>
internal static class DatabaseLooks
{
    /// <summary>The generation rows as the present moment sees them.</summary>
    public static ValueTask<GenerationRows> LookAtGenerationsAsync(this IDatabase database, CancellationToken cancellation) =>
        database is Database own
            ? own.LookAtGenerationsAsync(cancellation)
            : database.ReadAsync(0, static (session, _, cancellation) => GenerationRows.ReadAsync(session, cancellation), cancellation);

    /// <summary>The same by way of a session that is open.</summary>
    public static ValueTask<GenerationRows> LookAtGenerationsAsync(
        this IDatabase database, IDatabaseSession session, CancellationToken cancellation) =>
        database is Database own ? own.LookAtGenerationsAsync(session, cancellation) : GenerationRows.ReadAsync(session, cancellation);

    /// <summary>
    /// Reads with one command that changes nothing: on PostgreSQL outside a transaction, whose end would be one more message to and fro.
    /// </summary>
    public static ValueTask<TResult> LookAsync<TState, TResult>(
        this IDatabase database,
        TState state,
        Func<IDatabaseSession, TState, CancellationToken, ValueTask<TResult>> read,
        CancellationToken cancellation) =>
        database is Database own ? own.LookAsync(state, read, cancellation) : database.ReadAsync(state, read, cancellation);
}
