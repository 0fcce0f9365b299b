using Dapper;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Sessions;

/// <summary>The rows of sessions. Statements touch <c>session</c> first, as Trac's do: two in another order may wait for each other.</summary>
internal static class SessionRows
{
    public static async ValueTask<Session?> FindAsync(IDatabaseSession session, SessionKey key, CancellationToken cancellation)
    {
        var rows = await ReadAsync(
            session, "s.sid = @sid AND s.authenticated = @authenticated", Parameters(key), cancellation).ConfigureAwait(false);
        return rows.Count > 0 ? rows[0] : null;
    }

    /// <summary>The sessions that meet a condition on <c>session AS s</c>, by identity, each with its values: one statement.</summary>
    public static async ValueTask<IReadOnlyList<Session>> ReadAsync(
        IDatabaseSession session, string condition, object? parameters, CancellationToken cancellation)
    {
        var rows = await session.Connection.QueryAsync<(string Sid, int Authenticated, long? LastVisit, string? Name, string? Value)>(
            new CommandDefinition(
                $"""
                 SELECT s.sid, s.authenticated, s.last_visit, a.name, a.value FROM session AS s
                 LEFT JOIN session_attribute AS a ON a.sid = s.sid AND a.authenticated = s.authenticated
                 WHERE {condition}
                 """,
                parameters, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. rows.GroupBy(row => (row.Sid, row.Authenticated, row.LastVisit))
            .OrderBy(group => group.Key.Sid, StringComparer.Ordinal).ThenBy(group => group.Key.Authenticated)
            .Select(group => new Session
            {
                Key = new SessionKey(group.Key.Sid, group.Key.Authenticated != 0),
                LastVisit = SessionTime.From(group.Key.LastVisit),
                Values = group.Where(row => row.Name is not null).ToDictionary(row => row.Name!, row => row.Value ?? "", StringComparer.Ordinal),
            })];
    }

    /// <returns>Whether it is new; another writer may have been faster.</returns>
    public static async ValueTask<bool> InsertAsync(IWriteScope scope, SessionKey key, long lastVisit, CancellationToken cancellation) =>
        await ExecuteAsync(
            scope,
            """
            INSERT INTO session (sid, authenticated, last_visit) VALUES (@Id, @Authenticated, @lastVisit)
            ON CONFLICT (sid, authenticated) DO NOTHING
            """,
            new { key.Id, Authenticated = Flag(key), lastVisit },
            cancellation).ConfigureAwait(false) > 0;

    public static ValueTask<int> SetValueAsync(IWriteScope scope, SessionKey key, string name, string? value, CancellationToken cancellation) =>
        ExecuteAsync(
            scope,
            value is null
                ? "DELETE FROM session_attribute WHERE sid = @Id AND authenticated = @Authenticated AND name = @name"
                : """
                  INSERT INTO session_attribute (sid, authenticated, name, value) VALUES (@Id, @Authenticated, @name, @value)
                  ON CONFLICT (sid, authenticated, name) DO UPDATE SET value = excluded.value
                  """,
            new { key.Id, Authenticated = Flag(key), name, value },
            cancellation);

    public static ValueTask<int> RefreshAsync(IWriteScope scope, SessionKey key, long now, CancellationToken cancellation) =>
        ExecuteAsync(
            scope,
            "UPDATE session SET last_visit = @now WHERE sid = @Id AND authenticated = @Authenticated",
            new { key.Id, Authenticated = Flag(key), now },
            cancellation);

    /// <summary>Gives a browser's session to a user who has none.</summary>
    public static async ValueTask PromoteAsync(IWriteScope scope, string anonymousId, string user, CancellationToken cancellation)
    {
        foreach (var table in (string[])["session", "session_attribute"])
        {
            await ExecuteAsync(
                scope,
                $"UPDATE {table} SET sid = @user, authenticated = 1 WHERE sid = @anonymousId AND authenticated = 0",
                new { anonymousId, user },
                cancellation).ConfigureAwait(false);
        }
    }

    public static async ValueTask<bool> DeleteAsync(IWriteScope scope, SessionKey key, CancellationToken cancellation)
    {
        var deleted = await ExecuteAsync(
            scope, "DELETE FROM session WHERE sid = @sid AND authenticated = @authenticated", Parameters(key), cancellation).ConfigureAwait(false);
        await ExecuteAsync(
            scope, "DELETE FROM session_attribute WHERE sid = @sid AND authenticated = @authenticated", Parameters(key), cancellation)
            .ConfigureAwait(false);
        return deleted > 0;
    }

    public static async ValueTask<int> PurgeAsync(IWriteScope scope, long before, CancellationToken cancellation)
    {
        var deleted = await ExecuteAsync(
            scope, "DELETE FROM session WHERE authenticated = 0 AND last_visit < @before", new { before }, cancellation).ConfigureAwait(false);
        await ExecuteAsync(
            scope,
            """
            DELETE FROM session_attribute WHERE authenticated = 0 AND NOT EXISTS
                (SELECT 1 FROM session AS s WHERE s.sid = session_attribute.sid AND s.authenticated = 0)
            """,
            parameters: null,
            cancellation).ConfigureAwait(false);
        return deleted;
    }

    private static int Flag(SessionKey key) => key.IsAuthenticated ? 1 : 0;

    private static object Parameters(SessionKey key) => new { sid = key.Id, authenticated = Flag(key) };

    private static async ValueTask<int> ExecuteAsync(IWriteScope scope, string sql, object? parameters, CancellationToken cancellation) =>
        await scope.Connection.ExecuteAsync(
            new CommandDefinition(sql, parameters, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
}
