using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Testing;
using static OffTrac.Plugins.Maintenance.Tests.MaintainedEnvironment;

namespace OffTrac.Plugins.Maintenance.Tests;

/// <summary>What the tasks do to sessions and logins, on both engines.</summary>
public abstract class MaintenanceTests
{
    private const string Orphans = """
        SELECT COUNT(*) FROM session_attribute AS a WHERE NOT EXISTS
            (SELECT 1 FROM session AS s WHERE s.sid = a.sid AND s.authenticated = a.authenticated)
        """;

    /// <summary>Serves a new environment on the engine.</summary>
    protected abstract Task<TestEnvironment> StartAsync(TestEnvironmentOptions options);

    [SkippableFact]
    public async Task SessionCleanup_RemovesSessionsAfterNinetyDays_WithTheirValues_AndNoUser()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("old", 3, DaysAgo(90) - 1);
        await environment.AddSessionsAsync("kept", 2, DaysAgo(90));
        await environment.ExecuteAsync($"""
            INSERT INTO session (sid, authenticated, last_visit) VALUES ('old1', 1, {DaysAgo(4000)});
            INSERT INTO session_attribute (sid, authenticated, name, value) VALUES ('old1', 1, 'email', 'old1@example.org');
            INSERT INTO session (sid, authenticated, last_visit) VALUES ('nobody', 0, NULL);
            """);

        var result = await environment.RunTaskAsync(new TestTaskRun("session-cleanup"));

        Assert.Equal(("removed 3 sessions", true), (result.Summary, result.Changed));
        Assert.Equal(
            ["kept1 0", "kept2 0", "nobody 0", "old1 1"],
            await environment.QueryAsync<string>("SELECT sid || ' ' || authenticated FROM session ORDER BY sid"));
        Assert.Equal(
            ["kept1 0 name", "kept2 0 name", "old1 1 email"],
            await environment.QueryAsync<string>("SELECT sid || ' ' || authenticated || ' ' || name FROM session_attribute ORDER BY sid"));
        var again = await environment.RunTaskAsync(new TestTaskRun("session-cleanup"));
        Assert.Equal(("removed 0 sessions", false), (again.Summary, again.Changed));
    }

    [SkippableFact]
    public async Task SessionCleanup_RemovesWhatEarlierPurgesLeft_ButNothingOfUsers()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("kept", 1, DaysAgo(1));
        await environment.ExecuteAsync($"""
            INSERT INTO session_attribute (sid, authenticated, name, value) VALUES ('gone', 0, 'name', 'A'), ('gone', 0, 'email', 'B');
            INSERT INTO session_attribute (sid, authenticated, name, value) VALUES ('kept1', 1, 'name', 'C');
            """);

        var result = await environment.RunTaskAsync(new TestTaskRun("session-cleanup"));

        Assert.Equal(("removed 0 sessions and 2 values without a session", true), (result.Summary, result.Changed));
        Assert.Equal(["kept1 0", "kept1 1"], await environment.QueryAsync<string>("SELECT sid || ' ' || authenticated FROM session_attribute ORDER BY authenticated"));
    }

    [SkippableTheory]
    [InlineData("0", "[trac] anonymous_session_lifetime = 0 keeps sessions for ever", 1)]
    [InlineData("7", "removed 1 session", 0)]
    [InlineData("9", "removed 0 sessions", 1)]
    public async Task SessionCleanup_DoesAsTracIsTold(string lifetime, string summary, int left)
    {
        await using var environment = await StartAsync(Options with { Ini = $"{Ini}\n[trac]\nanonymous_session_lifetime = {lifetime}" });
        await environment.AddSessionsAsync("used", 1, DaysAgo(8));

        var result = await environment.RunTaskAsync(new TestTaskRun("session-cleanup"));

        Assert.Equal((summary, left == 0), (result.Summary, result.Changed));
        Assert.Equal([left], await environment.QueryAsync<int>("SELECT COUNT(*) FROM session"));
    }

    [SkippableFact]
    public async Task SessionCleanup_OfFiftyThousand_LetsOthersWriteMeanwhile()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("old", 50_000, DaysAgo(100));
        var writes = 0;
        using var ended = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            // What Trac does for a person who comes back: the session and its values in one transaction.
            while (!ended.IsCancellationRequested)
            {
                await environment.AddSessionsAsync($"new{writes++}-", 1, DaysAgo(0));
                await environment.ExecuteAsync($"UPDATE session SET last_visit = {DaysAgo(0)} WHERE sid = 'old{50_000 - writes}'");
                await Task.Delay(5);
            }
        });
        var run = new TestTaskRun("session-cleanup");

        var result = await environment.RunTaskAsync(run);

        await ended.CancelAsync();
        await writing;
        Assert.True(writes > 10, $"only {writes} writes");
        Assert.Equal([0], await environment.QueryAsync<int>($"SELECT COUNT(*) FROM session WHERE last_visit < {DaysAgo(90)}"));
        Assert.Equal([0], await environment.QueryAsync<int>(Orphans));
        Assert.Equal([writes], await environment.QueryAsync<int>("SELECT COUNT(*) FROM session WHERE sid LIKE 'new%'"));
        var revived = Assert.Single(await environment.QueryAsync<int>("SELECT COUNT(*) FROM session WHERE sid LIKE 'old%'"));
        Assert.Equal($"removed {50_000 - revived} sessions", result.Summary);
        Assert.True(run.ProgressReports.Count > 40);
        Assert.All(run.ProgressReports, report => Assert.InRange(report.Done, 1, report.Total!.Value));
    }

    [SkippableFact]
    public async Task SessionCleanup_ThatIsCancelled_LeavesWholeSessions_AndTheNextRunEndsIt()
    {
        await using var environment = await StartAsync(Options);
        await environment.AddSessionsAsync("old", 5000, DaysAgo(100));
        using var cancelling = new CancellationTokenSource();
        var run = new TestTaskRun(new TestTaskRunOptions { Job = "session-cleanup", OnProgress = progress => Cancel(progress, cancelling) });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => environment.RunTaskAsync(run, cancelling.Token));

        var left = Assert.Single(await environment.QueryAsync<int>("SELECT COUNT(*) FROM session"));
        Assert.Equal(5000 - run.ProgressReports[^1].Done, left);
        Assert.InRange(left, 1, 3000);
        Assert.Equal([left], await environment.QueryAsync<int>("SELECT COUNT(*) FROM session_attribute"));
        Assert.Equal([0], await environment.QueryAsync<int>(Orphans));
        Assert.Equal($"removed {left} sessions", (await environment.RunTaskAsync(new TestTaskRun("session-cleanup"))).Summary);
    }

    [SkippableFact]
    public async Task AuthCookieCleanup_RemovesLoginsOlderThanTenDays()
    {
        await using var environment = await StartAsync(Options);
        await AddLoginsAsync(environment);

        var result = await environment.RunTaskAsync(new TestTaskRun("auth-cookie-cleanup"));

        Assert.Equal(("removed 2 logins", true), (result.Summary, result.Changed));
        Assert.Equal(["c2 joe", "c3 joe"], await LoginsAsync(environment));
        var again = await environment.RunTaskAsync(new TestTaskRun("auth-cookie-cleanup"));
        Assert.Equal(("removed 0 logins", false), (again.Summary, again.Changed));
    }

    [SkippableTheory]
    [InlineData(3600, new[] { "c2 joe", "c3 joe" })]
    [InlineData(20 * 86400, new[] { "c1 joe", "c2 joe", "c3 joe" })]
    public async Task AuthCookieCleanup_EndsNoLoginSoonerThanTracOrItsLifetime(int lifetime, string[] left)
    {
        await using var environment = await StartAsync(Options with { Ini = $"{Ini}\n[trac]\nauth_cookie_lifetime = {lifetime}" });
        await AddLoginsAsync(environment);
        await environment.RunTaskAsync(new TestTaskRun("auth-cookie-cleanup"));
        Assert.Equal(left, await LoginsAsync(environment));
    }

    [SkippableFact]
    public async Task AuthCookieCleanup_OfMany_GoesInBatches()
    {
        await using var environment = await StartAsync(Options);
        await environment.ExecuteAsync($"""
            WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 2500)
            INSERT INTO auth_cookie (cookie, name, ipnr, time) SELECT 'c' || n, 'joe', '', {DaysAgo(30)} FROM number
            """);
        var run = new TestTaskRun("auth-cookie-cleanup");
        Assert.Equal("removed 2500 logins", (await environment.RunTaskAsync(run)).Summary);
        Assert.Equal([1000, 2000, 2500], run.ProgressReports.Select(report => report.Done));
    }

    [SkippableFact]
    public async Task DeliveryRetry_TellsAgainAtOnce_WhatFailedDuringAnOutage()
    {
        await using var environment = await StartAsync(Options);
        Assert.Equal("no delivery waits after a failure", (await environment.RunTaskAsync(new TestTaskRun("delivery-retry"))).Summary);
        var outage = Path.Combine(environment.Directory, "away");
        await File.WriteAllTextAsync(outage, "");
        await environment.Get<Sdk.Tickets.ITicketStore>().CreateAsync(new() { Values = [new("summary", "Pump leaks")] }, null, default);

        // The clock stands still: without the task nothing would ever be told again.
        await UntilAsync(async () => (await environment.QueryAsync<long>("SELECT next_try FROM offtrac_event_delivery")).Any(time => time > 0));
        var elsewhere = await environment.RunTaskAsync(
            new TestTaskRun(new TestTaskRunOptions { Job = "delivery-retry", Arguments = new Dictionary<string, string> { ["component"] = "tracext.redispub.redis.RedisClient" } }));
        Assert.Equal(("no delivery to tracext.redispub.redis.RedisClient waits after a failure", false), (elsewhere.Summary, elsewhere.Changed));
        File.Delete(outage);

        var result = await environment.RunTaskAsync(new TestTaskRun("delivery-retry"));

        Assert.Equal(("1 delivery is tried again", true), (result.Summary, result.Changed));
        await UntilAsync(async () => (await environment.QueryAsync<int>("SELECT COUNT(*) FROM offtrac_event_delivery"))[0] == 0);
        Assert.Equal("1\n", await File.ReadAllTextAsync(Path.Combine(environment.Directory, "heard")));
    }

    [SkippableFact]
    public async Task Jobs_HaveTheirNames_AndAreOffUntilARuleNamesThem()
    {
        await using var environment = await StartAsync(Options);
        Assert.Equal(
            ["auth-cookie-cleanup", "delivery-retry", "session-cleanup", "sqlite-maintenance"],
            (await JobsAsync(environment)).Select(job => job.Name).Order(StringComparer.Ordinal));
        await using var unnamed = await StartAsync(Options with { Ini = "" });
        Assert.Empty(await JobsAsync(unnamed));
    }

    [SkippableFact]
    public async Task Scheduler_RunsTheJobsAtTheTimesOfTheIni_AndKeepsWhatTheySaid()
    {
        await using var environment = await StartAsync(Options with
        {
            Plugins = [.. Options.Plugins, "OffTrac.Plugins.Ping", "OffTrac.Plugins.Scheduler"],
            Time = TimeProvider.System,
            Ini = $"""
                {Ini}
                offtrac.ping.* = enabled
                offtrac.scheduler.* = enabled
                [scheduler]
                session-cleanup.schedule = every 1s
                session-cleanup.jitter = 0
                """,
        });
        await environment.AddSessionsAsync("old", 3, lastVisit: 1);

        await UntilAsync(async () => (await environment.QueryAsync<int>("SELECT COUNT(*) FROM session"))[0] == 0);
        await UntilAsync(async () =>
            await environment.QueryAsync<int>("SELECT COUNT(*) FROM system WHERE name = 'offtrac_scheduler_version'") is [1]
            && await environment.QueryAsync<int>("SELECT COUNT(*) FROM offtrac_scheduler_run WHERE job = 'session-cleanup' AND summary = 'removed 3 sessions'") is [1]);
    }

    protected static async Task<IReadOnlyList<ScheduledJob>> JobsAsync(TestEnvironment environment) =>
        [.. (await environment.ExtensionPoint<IScheduledTask>().AskAllAsync(0, static (task, _, _) => new ValueTask<IReadOnlyList<ScheduledJob>>(task.Jobs), default))
            .SelectMany(answer => answer.Value)];

    private static void Cancel(TaskProgress progress, CancellationTokenSource cancelling)
    {
        if (progress.Done >= 2000)
            cancelling.Cancel();
    }

    private static Task AddLoginsAsync(TestEnvironment environment) => environment.ExecuteAsync($"""
        INSERT INTO auth_cookie (cookie, name, ipnr, time) VALUES
            ('c0', 'joe', '127.0.0.1', {DaysAgo(30)}), ('c1', 'joe', '127.0.0.1', {DaysAgo(10) - 1}),
            ('c2', 'joe', '127.0.0.1', {DaysAgo(10)}), ('c3', 'joe', '127.0.0.1', {DaysAgo(0.5)})
        """);

    private static Task<IReadOnlyList<string>> LoginsAsync(TestEnvironment environment) =>
        environment.QueryAsync<string>("SELECT cookie || ' ' || name FROM auth_cookie ORDER BY cookie");

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo())
            await Task.Delay(20, limit.Token);
    }
}
