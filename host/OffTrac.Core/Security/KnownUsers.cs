using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security;

/// <summary>The authenticated sessions: Trac's only list of users.</summary>
public sealed class KnownUsers(IDatabase database)
{
    /// <summary>Name under which Trac's processes tell each other that the list changed.</summary>
    public const string CacheKey = "trac.env.Environment._known_users";

    private const string Query =
        """
        SELECT s.sid AS "Login", n.value AS "Name", e.value AS "Email"
        FROM session AS s
        LEFT JOIN session_attribute AS n ON n.sid = s.sid AND n.authenticated = 1 AND n.name = 'name'
        LEFT JOIN session_attribute AS e ON e.sid = s.sid AND e.authenticated = 1 AND e.name = 'email'
        WHERE s.authenticated = 1
        """;

    private readonly CachedValue<IReadOnlyList<KnownUser>> _users = new(database, CacheKey, LoadAsync);

    /// <summary>All of them in ordinal order of their logins.</summary>
    public ValueTask<IReadOnlyList<KnownUser>> GetAsync(CancellationToken cancellation) => _users.GetAsync(cancellation);

    private static async ValueTask<IReadOnlyList<KnownUser>> LoadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var users = await session.Connection.QueryAsync<KnownUser>(
            new CommandDefinition(Query, transaction: session.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        return [.. users.OrderBy(user => user.Login, StringComparer.Ordinal)];
    }
}
