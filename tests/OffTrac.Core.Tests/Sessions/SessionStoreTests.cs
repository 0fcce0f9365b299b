using Dapper;
using OffTrac.Core.Sessions;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Core.Tests.Security;
using OffTrac.Core.Tests.Storage;
using OffTrac.Core.Tests.Tickets;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tests.Sessions;

/// <summary>Rows of sessions as a Trac would write them, and what tells a Trac of them, on both engines.</summary>
public abstract class SessionStoreTests(TestEngine engine) : IDisposable
{
    private static readonly SessionKey s_browser = new("c0ffee", IsAuthenticated: false);

    private readonly TestClock _time = new();

    public void Dispose()
    {
        engine.Dispose();
        GC.SuppressFinalize(this);
    }

    [SkippableFact]
    public async Task Makes_a_session_with_the_first_value_and_no_empty_one_of_a_browser()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        await store.SaveAsync(s_browser, Changes(("a", null)), scope: null, default);
        Assert.Null(await store.FindAsync(s_browser, default));
        await store.SaveAsync(s_browser, Changes(("a", "1"), ("b", "2")), scope: null, default);
        var made = await store.FindAsync(s_browser, default);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), made!.LastVisit.ToUnixTimeSeconds());
        Assert.Equal("a=1 b=2", Text(made));
        await store.SaveAsync(s_browser, Changes(("a", null)), scope: null, default);
        Assert.Equal("b=2", Text(await store.FindAsync(s_browser, default)));
        await store.SaveAsync(s_browser, Changes(("b", null)), scope: null, default);
        Assert.Null(await store.FindAsync(s_browser, default));
        Assert.Equal(0, await CountAsync(database, "SELECT COUNT(*) FROM session_attribute WHERE sid = 'c0ffee'"));
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(), scope: null, default);
        Assert.Empty((await store.FindAsync(SessionKey.Of("zoe"), default))!.Values);
    }

    [SkippableFact]
    public async Task Renews_the_last_visit_only_when_something_changes_more_than_a_day_later()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        var started = _time.GetUtcNow().ToUnixTimeSeconds();
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("tz", "UTC")), scope: null, default);
        Assert.Equal(started, await VisitAsync());
        _time.Advance(TimeSpan.FromDays(1));
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("tz", "GMT +1:00")), scope: null, default);
        Assert.Equal(started, await VisitAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("tz", "GMT +1:00")), scope: null, default);
        Assert.Equal(started, await VisitAsync());
        await store.SetAsync(SessionKey.Of("zoe"), "name", "Zoe", scope: null, default);
        Assert.Equal(started, await VisitAsync());
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("tz", "UTC")), scope: null, default);
        Assert.Equal(started + 86401, await VisitAsync());

        async Task<long> VisitAsync() => (await store.FindAsync(SessionKey.Of("zoe"), default))!.LastVisit.ToUnixTimeSeconds();
    }

    [SkippableTheory]
    [InlineData("90", false)]
    [InlineData("0", true)]
    public async Task Purges_old_sessions_of_browsers_with_a_renewed_visit(string lifetime, bool isLeft)
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database, lifetime);
        await store.SaveAsync(s_browser, Changes(("a", "1")), scope: null, default);
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("a", "1")), scope: null, default);
        _time.Advance(TimeSpan.FromDays(91));
        await store.SaveAsync(SessionKey.Of("zoe"), Changes(("a", "2")), scope: null, default);
        Assert.Equal(isLeft, await store.FindAsync(s_browser, default) is not null);
        Assert.Equal(isLeft ? 1 : 0, await CountAsync(database, "SELECT COUNT(*) FROM session_attribute WHERE sid = 'c0ffee'"));
        Assert.NotNull(await store.FindAsync(SessionKey.Of("zoe"), default));
    }

    [SkippableFact]
    public async Task A_login_takes_over_what_the_browser_stored_unless_the_user_has_a_session()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        await store.SaveAsync(s_browser, Changes(("name", "Somebody")), scope: null, default);
        await LogInAsync("zoe", s_browser.Id);
        Assert.Null(await store.FindAsync(s_browser, default));
        Assert.Contains(await store.GetKnownUsersAsync(default), user => user is { Login: "zoe", Name: "Somebody", Email: null });

        await store.SaveAsync(s_browser, Changes(("name", "Other")), scope: null, default);
        await LogInAsync("zoe", s_browser.Id);
        Assert.Null(await store.FindAsync(s_browser, default));
        Assert.Equal("name=Somebody", Text(await store.FindAsync(SessionKey.Of("zoe"), default)));
        await LogInAsync("yan", "unknown");
        Assert.Contains(await store.GetKnownUsersAsync(default), user => user.Login == "yan");

        async Task LogInAsync(string user, string browser) => await database.WriteAsync(
            (store, user, browser),
            static async (scope, x, token) =>
            {
                await x.store.LogInAsync(x.user, x.browser, scope, token);
                return 0;
            },
            scope: null,
            default);
    }

    [SkippableFact]
    public async Task Tells_a_Trac_of_each_change_of_the_known_users_and_of_nothing_else()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        await ChangesAsync(1, () => store.SaveAsync(SessionKey.Of("zoe"), Changes(), scope: null, default).AsTask());
        await ChangesAsync(0, () => store.SaveAsync(SessionKey.Of("zoe"), Changes(("tz", "UTC")), scope: null, default).AsTask());
        await ChangesAsync(1, () => store.SaveAsync(SessionKey.Of("zoe"), Changes(("email", "z@example.org")), scope: null, default).AsTask());
        await ChangesAsync(0, () => store.SaveAsync(SessionKey.Of("zoe"), Changes(("email", "z@example.org")), scope: null, default).AsTask());
        await ChangesAsync(0, () => store.SaveAsync(s_browser, Changes(("email", "b@example.org")), scope: null, default).AsTask());
        await ChangesAsync(1, () => store.SetAsync(SessionKey.Of("zoe"), "name", "Zoe", scope: null, default).AsTask());
        await ChangesAsync(1, () => store.DeleteAsync(SessionKey.Of("zoe"), scope: null, default).AsTask());
        await ChangesAsync(0, () => store.DeleteAsync(SessionKey.Of("zoe"), scope: null, default).AsTask());
        await ChangesAsync(1, () => store.CreateAsync(new Session { Key = SessionKey.Of("zoe") }, scope: null, default).AsTask());
        await ChangesAsync(0, () => store.PurgeAsync(DateTimeOffset.MaxValue, scope: null, default).AsTask());

        async Task ChangesAsync(long by, Func<Task> change)
        {
            var before = await GenerationsAsync(database);
            await change();
            Assert.Equal(before.Select(generation => generation + by), await GenerationsAsync(database));
        }
    }

    [SkippableFact]
    public async Task Sees_at_once_what_a_Trac_changed_of_the_known_users()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        Assert.DoesNotContain(await store.GetKnownUsersAsync(default), user => user.Login == "zoe");
        await TracAsync(database, "INSERT INTO session (sid, authenticated, last_visit) VALUES ('zoe', 1, 1)", KnownUsersKey);
        Assert.Contains(await store.GetKnownUsersAsync(default), user => user is { Login: "zoe", Name: null });
        await TracAsync(database, "INSERT INTO session_attribute (sid, authenticated, name, value) VALUES ('zoe', 1, 'name', 'Zoe')", KnownUsersKey);
        Assert.Contains(await store.GetKnownUsersAsync(default), user => user is { Login: "zoe", Name: "Zoe" });
        await TracAsync(database, "DELETE FROM session WHERE sid = 'zoe'", KnownUsersKey);
        Assert.DoesNotContain(await store.GetKnownUsersAsync(default), user => user.Login == "zoe");
    }

    [SkippableFact]
    public async Task Finds_many_at_once_and_refuses_a_second_of_one_name()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        var keys = Enumerable.Range(0, 1200).Select(i => SessionKey.Of($"nobody{i}")).Append(SessionKey.Of("joe")).Append(s_browser).ToList();
        Assert.Equal(["joe"], (await store.FindManyAsync(keys, default)).Keys.Select(key => key.Id));
        Assert.Empty(await store.FindManyAsync([], default));
        await Assert.ThrowsAsync<ResourceExistsException>(() => store.CreateAsync(new Session { Key = SessionKey.Of("joe") }, scope: null, default).AsTask());
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => store.SetAsync(SessionKey.Of("nobody"), "name", "x", scope: null, default).AsTask());
    }

    [SkippableFact]
    public async Task Two_writers_of_one_new_session_both_leave_their_values()
    {
        await using var database = await engine.OpenGoldenAsync();
        var store = Store(database);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => store.SaveAsync(SessionKey.Of("zoe"), Changes(($"v{i}", "x")), scope: null, default).AsTask())));
        Assert.Equal(8, (await store.FindAsync(SessionKey.Of("zoe"), default))!.Values.Count);
    }

    private const string KnownUsersKey = "trac.env.Environment._known_users";

    private SessionStore Store(IDatabase database, string lifetime = "90") =>
        new(database, new IniText($"[trac]\nanonymous_session_lifetime = {lifetime}\n"), _time);

    private static string Text(Session? session) =>
        string.Join(' ', session!.Values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));

    private static Dictionary<string, string?> Changes(params (string Name, string? Value)[] changes) =>
        changes.ToDictionary(change => change.Name, change => change.Value, StringComparer.Ordinal);

    private static ValueTask<long> CountAsync(IDatabase database, string sql) => database.ReadAsync(
        sql, static async (session, sql, _) => await session.Connection.ExecuteScalarAsync<long>(sql, transaction: session.Transaction), default);

    /// <summary>Generations of both names under which Trac caches its users; 0 for none yet.</summary>
    private static async Task<long[]> GenerationsAsync(IDatabase database) =>
    [
        await CountAsync(database, "SELECT COALESCE(MAX(generation), -1) FROM cache WHERE id = 1173095902"),
        await CountAsync(database, "SELECT COALESCE(MAX(generation), -1) FROM cache WHERE id = 1714931544"),
    ];

    /// <summary>What another process commits: its rows and the generation of what it changed.</summary>
    private static async Task TracAsync(IDatabase database, string sql, string key) => await database.WriteAsync(
        (sql, key),
        static async (scope, x, token) =>
        {
            await scope.Connection.ExecuteAsync(x.sql, transaction: scope.Transaction);
            await CacheGenerations.BumpAsync(x.key, scope, token);
            return 0;
        },
        scope: null,
        default);
}
