using OffTrac.Sdk.Testing;
using OffTrac.TestServers;
using static OffTrac.Plugins.Maintenance.Tests.MaintainedEnvironment;

namespace OffTrac.Plugins.Maintenance.Tests;

public sealed class PostgreSqlTests(PostgreSqlFixture servers) : MaintenanceTests, IClassFixture<PostgreSqlFixture>
{
    protected override async Task<TestEnvironment> StartAsync(TestEnvironmentOptions options) =>
        await TestEnvironment.StartAsync(options with { Database = await (await servers.ServerAsync()).CreateDatabaseAsync() });

    [SkippableFact]
    public async Task SqliteMaintenance_DoesNotRunByItself_AndByHandDoesNothing()
    {
        await using var environment = await StartAsync(Options);
        Assert.False((await JobsAsync(environment)).Single(job => job.Name == "sqlite-maintenance").Enabled);
        var result = await environment.RunTaskAsync(new TestTaskRun("sqlite-maintenance"));
        Assert.Equal(("PostgreSQL looks after itself: nothing to do", false), (result.Summary, result.Changed));
    }

    [SkippableFact]
    public async Task SessionCleanup_ThatTwoHostsAndTracDoAtOnce_FailsNowhere()
    {
        var database = await (await servers.ServerAsync()).CreateDatabaseAsync();
        await using var one = await TestEnvironment.StartAsync(Options with { Database = database });
        await one.AddSessionsAsync("old", 20_000, DaysAgo(100));
        using var copy = new TemporaryDirectory("other");
        FixtureFiles.Copy(one.Directory, copy.Combine("test"));
        await using var two = await TestEnvironment.StartAsync(Options with { CopyOf = copy.Combine("test") });
        var trac = Task.Run(async () =>
        {
            // As trac/web/session.py purges: values first, sessions in another transaction.
            for (var day = 110; day >= 101; day--)
            {
                await PostgreSqlServer.QueryAsync(database, $"DELETE FROM session_attribute WHERE authenticated=0 AND sid IN (SELECT sid FROM session WHERE authenticated=0 AND last_visit < {DaysAgo(90)} AND sid LIKE '%{day % 10}')");
                await PostgreSqlServer.QueryAsync(database, $"DELETE FROM session WHERE authenticated=0 AND last_visit < {DaysAgo(90)} AND sid LIKE '%{day % 10}'");
            }
        });

        await Task.WhenAll(one.RunTaskAsync(new TestTaskRun("session-cleanup")), two.RunTaskAsync(new TestTaskRun("session-cleanup")), trac);

        Assert.Equal([0], await one.QueryAsync<int>("SELECT COUNT(*) FROM session"));
        Assert.Equal([0], await one.QueryAsync<int>("SELECT COUNT(*) FROM session_attribute"));
    }

    [SkippableFact]
    public async Task ServerThatGoesAway_LeavesWholeSessions()
    {
        await using var server = await StartOwnServerAsync();
        await using var environment = await TestEnvironment.StartAsync(Options with { Database = await server.CreateDatabaseAsync() });
        await environment.AddSessionsAsync("old", 5000, DaysAgo(100));
        var isKilled = false;
        var run = new TestTaskRun(new TestTaskRunOptions
        {
            Job = "session-cleanup",
            OnProgress = progress =>
            {
                if (progress.Done == 2000 && !isKilled)
                {
                    isKilled = true;
                    server.KillAsync().GetAwaiter().GetResult();
                }
            },
        });

        var failure = await Assert.ThrowsAnyAsync<Sdk.TracException>(() => environment.RunTaskAsync(run));

        Assert.DoesNotContain('\n', failure.Message);
        await server.StartAsync();
        Assert.Equal([3000, 3000], await environment.QueryAsync<int>("SELECT COUNT(*) FROM session UNION ALL SELECT COUNT(*) FROM session_attribute"));
        Assert.Equal("removed 3000 sessions", (await environment.RunTaskAsync(new TestTaskRun("session-cleanup"))).Summary);
    }

    private static async Task<PostgreSqlServer> StartOwnServerAsync()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        return await PostgreSqlServer.StartNewAsync();
    }
}
