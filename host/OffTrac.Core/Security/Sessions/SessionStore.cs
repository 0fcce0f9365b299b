using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Sessions;

/// <summary>
/// Trac's tables <c>session</c> and <c>session_attribute</c>. The rows with <c>authenticated = 1</c> are the known users.
/// </summary>
public sealed class SessionStore(IDatabase database, TimeProvider time)
{
    private const long Day = 86400;

    private static readonly string[] s_tables = ["session", "session_attribute"];

    private static readonly string[] s_knownUsers = ["trac.env.Environment._known_users", "trac.env.Environment._known_users_dict"];

    public ValueTask<StoredSession> LoadAsync(SessionKey key, CancellationToken cancellation) =>
        database.ReadAsync(key, static (session, k, c) => ReadAsync(session, k, c), cancellation);

    /// <summary>
    /// Stores changes of single values; what others changed meanwhile stays. Makes the session when it is new, except an anonymous
    /// one without values, which is not kept.
    /// </summary>
    /// <param name="key">Which session.</param>
    /// <param name="changes">Name and new value; null removes.</param>
    /// <param name="anonymousLifetime">Days after which anonymous sessions are purged; 0 for never.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask SaveAsync(
        SessionKey key, IReadOnlyDictionary<string, string?> changes, int anonymousLifetime, CancellationToken cancellation)
    {
        var saving = new Saving(key, changes, time.GetUtcNow().ToUnixTimeSeconds());
        var refreshed = await database.WriteAsync(saving, static (scope, s, c) => WriteAsync(scope, s, c), null, cancellation).ConfigureAwait(false);
        if (refreshed && anonymousLifetime > 0)
            await PurgeAsync(saving.Now - (anonymousLifetime * Day), cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Makes somebody a known user. What the browser had stored before becomes the user's, if the user has no session yet, else it is
    /// dropped.
    /// </summary>
    public ValueTask LogInAsync(string user, string? anonymousId, IWriteScope scope, CancellationToken cancellation) =>
        PromoteAsync(scope, user, anonymousId, time.GetUtcNow().ToUnixTimeSeconds(), cancellation);

    private static async ValueTask<StoredSession> ReadAsync(IDatabaseSession session, SessionKey key, CancellationToken cancellation)
    {
        var parameters = new { sid = key.Id, authenticated = key.IsAuthenticated ? 1 : 0 };
        var row = (await session.Connection.QueryAsync<(int Found, long? LastVisit)>(new CommandDefinition(
            "SELECT 1, last_visit FROM session WHERE sid = @sid AND authenticated = @authenticated",
            parameters, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false)).FirstOrDefault();
        if (row.Found == 0)
            return new StoredSession();
        var values = await session.Connection.QueryAsync<(string Name, string? Value)>(new CommandDefinition(
            "SELECT name, value FROM session_attribute WHERE sid = @sid AND authenticated = @authenticated",
            parameters, session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return new StoredSession
        {
            Exists = true,
            LastVisit = row.LastVisit ?? 0,
            Values = values.ToDictionary(v => v.Name, v => v.Value ?? "", StringComparer.Ordinal),
        };
    }

    /// <returns>Whether the time of the last visit was more than a day old and has been renewed.</returns>
    private static async ValueTask<bool> WriteAsync(IWriteScope scope, Saving saving, CancellationToken cancellation)
    {
        var before = await ReadAsync(scope, saving.Key, cancellation).ConfigureAwait(false);
        var changes = saving.Changes
            .Where(c => !string.Equals(before.Values.GetValueOrDefault(c.Key), c.Value, StringComparison.Ordinal))
            .ToDictionary(c => c.Key, c => c.Value, StringComparer.Ordinal);
        var left = before.Values.Keys.Except(changes.Where(c => c.Value is null).Select(c => c.Key), StringComparer.Ordinal).Count()
            + changes.Count(c => c.Value is not null && !before.Values.ContainsKey(c.Key));
        var authenticated = saving.Key.IsAuthenticated ? 1 : 0;
        if (!saving.Key.IsAuthenticated && left == 0)
        {
            if (before.Exists)
                await DeleteAsync(scope, saving.Key.Id, cancellation).ConfigureAwait(false);
            return false;
        }
        if (!before.Exists)
            await InsertAsync(scope, saving.Key, saving.Now, cancellation).ConfigureAwait(false);
        foreach (var (name, value) in changes)
        {
            await scope.Connection.ExecuteAsync(new CommandDefinition(
                value is null
                    ? "DELETE FROM session_attribute WHERE sid = @sid AND authenticated = @authenticated AND name = @name"
                    : """
                      INSERT INTO session_attribute (sid, authenticated, name, value) VALUES (@sid, @authenticated, @name, @value)
                      ON CONFLICT (sid, authenticated, name) DO UPDATE SET value = excluded.value
                      """,
                new { sid = saving.Key.Id, authenticated, name, value },
                scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        }
        if (saving.Key.IsAuthenticated && (!before.Exists || changes.ContainsKey("name") || changes.ContainsKey("email")))
            await ForgetKnownUsersAsync(scope, cancellation).ConfigureAwait(false);
        if (!before.Exists || changes.Count == 0 || saving.Now - before.LastVisit <= Day)
            return false;
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            "UPDATE session SET last_visit = @now WHERE sid = @sid AND authenticated = @authenticated",
            new { now = saving.Now, sid = saving.Key.Id, authenticated },
            scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask PromoteAsync(IWriteScope scope, string user, string? anonymousId, long now, CancellationToken cancellation)
    {
        var known = await ReadAsync(scope, new SessionKey(user, IsAuthenticated: true), cancellation).ConfigureAwait(false);
        var anonymous = anonymousId is null
            ? new StoredSession()
            : await ReadAsync(scope, new SessionKey(anonymousId, IsAuthenticated: false), cancellation).ConfigureAwait(false);
        if (known.Exists)
        {
            if (anonymous.Exists)
                await DeleteAsync(scope, anonymousId!, cancellation).ConfigureAwait(false);
            return;
        }
        if (anonymous.Exists)
        {
            foreach (var table in s_tables)
                await RenameAsync(scope, table, anonymousId!, user, cancellation).ConfigureAwait(false);
        }
        else
        {
            await InsertAsync(scope, new SessionKey(user, IsAuthenticated: true), now, cancellation).ConfigureAwait(false);
        }
        await ForgetKnownUsersAsync(scope, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask RenameAsync(IWriteScope scope, string table, string sid, string user, CancellationToken cancellation) =>
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            $"UPDATE {table} SET sid = @user, authenticated = 1 WHERE sid = @sid AND authenticated = 0",
            new { user, sid }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);

    private static async ValueTask InsertAsync(IWriteScope scope, SessionKey key, long now, CancellationToken cancellation) =>
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            """
            INSERT INTO session (sid, authenticated, last_visit) VALUES (@sid, @authenticated, @now)
            ON CONFLICT (sid, authenticated) DO NOTHING
            """,
            new { sid = key.Id, authenticated = key.IsAuthenticated ? 1 : 0, now },
            scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);

    private static async ValueTask DeleteAsync(IWriteScope scope, string sid, CancellationToken cancellation) =>
        await scope.Connection.ExecuteAsync(new CommandDefinition(
            """
            DELETE FROM session WHERE sid = @sid AND authenticated = 0;
            DELETE FROM session_attribute WHERE sid = @sid AND authenticated = 0
            """,
            new { sid }, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);

    private static async ValueTask ForgetKnownUsersAsync(IWriteScope scope, CancellationToken cancellation)
    {
        foreach (var key in s_knownUsers)
            await CacheGenerations.BumpAsync(key, scope, cancellation).ConfigureAwait(false);
    }

    private async ValueTask PurgeAsync(long olderThan, CancellationToken cancellation) =>
        await database.WriteAsync(
            olderThan,
            static async (scope, limit, c) => await scope.Connection.ExecuteAsync(new CommandDefinition(
                """
                DELETE FROM session_attribute WHERE authenticated = 0
                    AND sid IN (SELECT sid FROM session WHERE authenticated = 0 AND last_visit < @limit);
                DELETE FROM session WHERE authenticated = 0 AND last_visit < @limit
                """,
                new { limit }, scope.Transaction, cancellationToken: c)).ConfigureAwait(false),
            null,
            cancellation).ConfigureAwait(false);

    private sealed record Saving(SessionKey Key, IReadOnlyDictionary<string, string?> Changes, long Now);
}
