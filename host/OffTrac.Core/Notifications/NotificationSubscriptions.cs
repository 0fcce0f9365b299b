using Microsoft.Extensions.Logging;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Notifications;

/// <summary>The rules of who wants to be told, from the ini and from Trac's table.</summary>
public sealed class NotificationSubscriptions(
    IEnvironment environment, IDatabase database, ISessionStore sessions, ILogger<NotificationSubscriptions> logger) : INotificationSubscriptions
{
    private const string Columns = """
        SELECT "sid" AS "Sid", "authenticated" AS "Authenticated", "distributor" AS "Distributor", "format" AS "Format",
        "priority" AS "Priority", "adverb" AS "Adverb" FROM "notify_subscription"
        """;

    private readonly NotificationOptions _options = new(environment);

    public async ValueTask<IReadOnlyList<NotificationSubscription>> ForPeopleAsync(
        string subscriber, IReadOnlyCollection<string?> people, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(people);
        if (people.All(string.IsNullOrEmpty))
            return [];
        var matcher = new RecipientMatcher(_options, await sessions.GetKnownUsersAsync(cancellation).ConfigureAwait(false));
        var rules = SubscriptionRules.Of(subscriber, environment.Configuration, logger);
        var subscriptions = new List<NotificationSubscription>();
        var users = new HashSet<string>(StringComparer.Ordinal);
        foreach (var person in people)
        {
            if (matcher.Match(person) is not { } recipient)
                continue;
            subscriptions.AddRange(rules.Select(rule => rule with
            {
                SessionId = recipient.SessionId,
                IsAuthenticated = recipient.SessionId is not null,
                Address = recipient.Address,
            }));
            if (recipient.SessionId is { } login)
                users.Add(login);
        }

        subscriptions.AddRange(await OwnAsync(subscriber, users, cancellation).ConfigureAwait(false));
        return subscriptions;
    }

    public async ValueTask<IReadOnlyList<NotificationSubscription>> OfSubscriberAsync(string subscriber, CancellationToken cancellation) =>
        await ReadAsync(subscriber, $"""{Columns} WHERE "class" = @subscriber ORDER BY "id" """, new { subscriber }, cancellation).ConfigureAwait(false);

    private async ValueTask<IReadOnlyList<NotificationSubscription>> OwnAsync(
        string subscriber, HashSet<string> users, CancellationToken cancellation)
    {
        if (users.Count == 0)
            return [];
        var isPostgreSql = database.Engine == DatabaseEngine.PostgreSql;
        var listed = isPostgreSql ? "= ANY(@users)" : "IN (SELECT value FROM json_each(@users))";
        object parameter = isPostgreSql ? users.ToArray() : System.Text.Json.JsonSerializer.Serialize(users.ToArray(), Deliveries.EventJson.Default.StringArray);
        return await ReadAsync(
            subscriber,
            $"""{Columns} WHERE "class" = @subscriber AND "authenticated" = 1 AND "sid" {listed} ORDER BY "sid", "priority" """,
            new { subscriber, users = parameter },
            cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<NotificationSubscription>> ReadAsync(
        string subscriber, string sql, object parameters, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            (sql, parameters),
            static (session, state, cancellation) => session.QueryAsync<Row>(state.sql, state.parameters, cancellation),
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new NotificationSubscription
        {
            Subscriber = subscriber,
            Transport = row.Distributor ?? "email",
            SessionId = row.Sid,
            IsAuthenticated = row.Authenticated == 1,
            Format = string.IsNullOrEmpty(row.Format) ? null : row.Format,
            Priority = (int)(row.Priority ?? 0),
            Adverb = row.Adverb is "always" ? NotificationAdverb.Always : NotificationAdverb.Never,
        })];
    }

    private sealed record Row
    {
        public string? Sid { get; init; }

        public long? Authenticated { get; init; }

        public string? Distributor { get; init; }

        public string? Format { get; init; }

        public long? Priority { get; init; }

        public string? Adverb { get; init; }
    }
}
