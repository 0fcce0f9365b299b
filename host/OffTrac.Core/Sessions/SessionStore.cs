using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Sessions;

/// <summary>
/// Trac's tables <c>session</c> and <c>session_attribute</c>. The rows with <c>authenticated = 1</c> are the known users: what changes them
/// tells a Trac on the same database.
/// </summary>
public sealed class SessionStore(IDatabase database, IEnvironmentConfiguration configuration, TimeProvider time) : ISessionStore
{
    private const long Day = 86400;
    private const int DefaultLifetime = 90;

    // Few enough for one statement, whatever the engine.
    private const int KeysAtOnce = 500;

    private readonly KnownUsers _users = new(database);

    public ValueTask<Session?> FindAsync(SessionKey key, CancellationToken cancellation) =>
        database.ReadAsync(key, SessionRows.FindAsync, cancellation);

    public async ValueTask<IReadOnlyDictionary<SessionKey, Session>> FindManyAsync(
        IReadOnlyCollection<SessionKey> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keys);
        var found = new Dictionary<SessionKey, Session>();
        foreach (var authenticated in (bool[])[true, false])
        {
            foreach (var ids in keys.Where(key => key.IsAuthenticated == authenticated).Select(key => key.Id).Distinct(StringComparer.Ordinal).Chunk(KeysAtOnce))
            {
                var sessions = await database.ReadAsync(
                    (ids, authenticated: authenticated ? 1 : 0, among: database.Engine == DatabaseEngine.PostgreSql ? "= ANY(@ids)" : "IN @ids"),
                    static (session, x, c) => SessionRows.ReadAsync(
                        session, $"s.authenticated = @authenticated AND s.sid {x.among}", new { x.authenticated, x.ids }, c),
                    cancellation).ConfigureAwait(false);
                foreach (var session in sessions)
                    found[session.Key] = session;
            }
        }

        return found;
    }

    public ValueTask<IReadOnlyList<Session>> ListAsync(bool authenticated, CancellationToken cancellation) => database.ReadAsync(
        authenticated ? 1 : 0,
        static (session, authenticated, c) => SessionRows.ReadAsync(session, "s.authenticated = @authenticated", new { authenticated }, c),
        cancellation);

    public ValueTask<IReadOnlyList<KnownUser>> GetKnownUsersAsync(CancellationToken cancellation) => _users.GetAsync(cancellation);

    public async ValueTask CreateAsync(Session session, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!await database.WriteAsync(session, CreateAsync, scope, cancellation).ConfigureAwait(false))
            throw new ResourceExistsException($"Session '{session.Key.Id}' already exists");
    }

    public async ValueTask SaveAsync(
        SessionKey key, IReadOnlyDictionary<string, string?> changes, IWriteScope? scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var saving = new Saving(key, changes, Now());
        var refreshed = await database.WriteAsync(saving, WriteAsync, scope, cancellation).ConfigureAwait(false);
        var lifetime = AnonymousLifetime;
        if (refreshed && lifetime > 0)
        {
            await database.WriteAsync(
                saving.Now - (lifetime * Day), SessionRows.PurgeAsync, scope, cancellation).ConfigureAwait(false);
        }
    }

    public async ValueTask SetAsync(SessionKey key, string name, string? value, IWriteScope? scope, CancellationToken cancellation)
    {
        if (!await database.WriteAsync((key, name, value), SetAsync, scope, cancellation).ConfigureAwait(false))
            throw new ResourceNotFoundException($"Session '{key.Id}' not found");
    }

    public ValueTask<bool> DeleteAsync(SessionKey key, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(key, DeleteAsync, scope, cancellation);

    public ValueTask<int> PurgeAsync(DateTimeOffset before, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(before.ToUnixTimeSeconds(), SessionRows.PurgeAsync, scope, cancellation);

    /// <summary>
    /// Makes somebody a known user. What the browser had stored before becomes the user's, if the user has no session yet, else it is
    /// dropped.
    /// </summary>
    public async ValueTask LogInAsync(string user, string? anonymousId, IWriteScope scope, CancellationToken cancellation)
    {
        var anonymous = anonymousId is null ? default : new SessionKey(anonymousId, IsAuthenticated: false);
        var hasAnonymous = anonymousId is not null
            && await SessionRows.FindAsync(scope, anonymous, cancellation).ConfigureAwait(false) is not null;
        if (await SessionRows.FindAsync(scope, SessionKey.Of(user), cancellation).ConfigureAwait(false) is not null)
        {
            if (hasAnonymous)
                await SessionRows.DeleteAsync(scope, anonymous, cancellation).ConfigureAwait(false);
            return;
        }

        if (hasAnonymous)
            await SessionRows.PromoteAsync(scope, anonymous.Id, user, cancellation).ConfigureAwait(false);
        else if (!await SessionRows.InsertAsync(scope, SessionKey.Of(user), Now(), cancellation).ConfigureAwait(false))
            return;
        await KnownUsers.ForgetAsync(scope, cancellation).ConfigureAwait(false);
    }

    private long AnonymousLifetime => configuration.GetInt("trac", "anonymous_session_lifetime", DefaultLifetime);

    private static async ValueTask<bool> CreateAsync(IWriteScope scope, Session session, CancellationToken cancellation)
    {
        if (!await SessionRows.InsertAsync(scope, session.Key, SessionTime.ToSeconds(session.LastVisit), cancellation).ConfigureAwait(false))
            return false;
        foreach (var (name, value) in session.Values)
            await SessionRows.SetValueAsync(scope, session.Key, name, value, cancellation).ConfigureAwait(false);
        if (session.Key.IsAuthenticated)
            await KnownUsers.ForgetAsync(scope, cancellation).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask<bool> SetAsync(
        IWriteScope scope, (SessionKey Key, string Name, string? Value) setting, CancellationToken cancellation)
    {
        if (await SessionRows.FindAsync(scope, setting.Key, cancellation).ConfigureAwait(false) is null)
            return false;
        await SessionRows.SetValueAsync(scope, setting.Key, setting.Name, setting.Value, cancellation).ConfigureAwait(false);
        if (setting.Key.IsAuthenticated && setting.Name is ("name" or "email"))
            await KnownUsers.ForgetAsync(scope, cancellation).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask<bool> DeleteAsync(IWriteScope scope, SessionKey key, CancellationToken cancellation)
    {
        var deleted = await SessionRows.DeleteAsync(scope, key, cancellation).ConfigureAwait(false);
        if (deleted && key.IsAuthenticated)
            await KnownUsers.ForgetAsync(scope, cancellation).ConfigureAwait(false);
        return deleted;
    }

    /// <returns>Whether the time of the last visit was more than a day old and has been renewed.</returns>
    private static async ValueTask<bool> WriteAsync(IWriteScope scope, Saving saving, CancellationToken cancellation)
    {
        var (key, now) = (saving.Key, saving.Now);
        var before = await SessionRows.FindAsync(scope, key, cancellation).ConfigureAwait(false);
        var values = before?.Values ?? new Dictionary<string, string>();
        var changes = saving.Changes
            .Where(change => !string.Equals(values.GetValueOrDefault(change.Key), change.Value, StringComparison.Ordinal))
            .ToList();
        if (!key.IsAuthenticated && IsEmptyAfter(values, changes))
        {
            if (before is not null)
                await SessionRows.DeleteAsync(scope, key, cancellation).ConfigureAwait(false);
            return false;
        }

        var isNew = before is null && await SessionRows.InsertAsync(scope, key, now, cancellation).ConfigureAwait(false);
        foreach (var (name, value) in changes)
            await SessionRows.SetValueAsync(scope, key, name, value, cancellation).ConfigureAwait(false);
        if (key.IsAuthenticated && (isNew || changes.Exists(static change => change.Key is "name" or "email")))
            await KnownUsers.ForgetAsync(scope, cancellation).ConfigureAwait(false);
        if (before is null || changes.Count == 0 || now - before.LastVisit.ToUnixTimeSeconds() <= Day)
            return false;
        await SessionRows.RefreshAsync(scope, key, now, cancellation).ConfigureAwait(false);
        return true;
    }

    private static bool IsEmptyAfter(IReadOnlyDictionary<string, string> values, List<KeyValuePair<string, string?>> changes) =>
        changes.TrueForAll(change => change.Value is null)
        && values.Keys.All(name => changes.Exists(change => string.Equals(change.Key, name, StringComparison.Ordinal)));

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();

    private sealed record Saving(SessionKey Key, IReadOnlyDictionary<string, string?> Changes, long Now);
}
