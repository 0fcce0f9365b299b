using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Sessions;

/// <summary>The authenticated sessions: Trac's only list of users.</summary>
public sealed class KnownUsers(IDatabase database)
{
    private const string Query =
        """
        SELECT s.sid AS "Login", n.value AS "Name", e.value AS "Email"
        FROM session AS s
        LEFT JOIN session_attribute AS n ON n.sid = s.sid AND n.authenticated = 1 AND n.name = 'name'
        LEFT JOIN session_attribute AS e ON e.sid = s.sid AND e.authenticated = 1 AND e.name = 'email'
        WHERE s.authenticated = 1
        """;

    // Names under which Trac's processes tell each other that the list changed: once as a list, once as a dictionary.
    private static readonly string[] s_keys = ["trac.env.Environment._known_users", "trac.env.Environment._known_users_dict"];

    private readonly CachedValue<IReadOnlyList<KnownUser>> _users = new(database, s_keys[0], LoadAsync);

    /// <summary>All of them in ordinal order of their logins.</summary>
    public ValueTask<IReadOnlyList<KnownUser>> GetAsync(CancellationToken cancellation) => _users.GetAsync(cancellation);

    /// <summary>Tells all processes, with the commit, that the list has changed.</summary>
    internal static async ValueTask ForgetAsync(IWriteScope scope, CancellationToken cancellation)
    {
        foreach (var key in s_keys)
            await CacheGenerations.BumpAsync(key, scope, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<IReadOnlyList<KnownUser>> LoadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var users = await session.Connection.QueryAsync<KnownUser>(
            new CommandDefinition(Query, transaction: session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. users.OrderBy(user => user.Login, StringComparer.Ordinal)];
    }
}
