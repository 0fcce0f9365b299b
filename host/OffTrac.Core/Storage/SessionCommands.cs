using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>Dapper commands on a lent session, so that none forgets the transaction or the token.</summary>
internal static class SessionCommands
{
    public static CommandDefinition Command(
        this IDatabaseSession session, string sql, object? parameters, CancellationToken cancellation) =>
        new(sql, parameters, session is ReadSession read ? read.TransactionOrNull : session.Transaction, cancellationToken: cancellation);

    public static Task<int> ExecuteAsync(
        this IDatabaseSession session, string sql, object? parameters, CancellationToken cancellation) =>
        session.Connection.ExecuteAsync(session.Command(sql, parameters, cancellation));

    public static async ValueTask<IReadOnlyList<T>> QueryAsync<T>(
        this IDatabaseSession session, string sql, object? parameters, CancellationToken cancellation) =>
        (await session.Connection.QueryAsync<T>(session.Command(sql, parameters, cancellation)).ConfigureAwait(false)).AsList();
}
