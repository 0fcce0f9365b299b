using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Testing;

namespace OffTrac.Plugins.Scheduler.Tests;

public sealed class UnloadTests
{
    [Fact]
    public async Task Scheduler_UnloadsAfterRunsAndInTheMiddleOfOthers()
    {
        await using var environment = await StartAsync("takes = 2s");
        await WaitForRowsAsync(environment, 6);
        await environment.RemovePluginAsync("OffTrac.Plugins.Scheduler");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("offtrac.scheduler"));

        // Back again, it goes on where it was.
        var rows = await CountRowsAsync(environment);
        await environment.AddPluginAsync("OffTrac.Plugins.Scheduler");
        await WaitForRowsAsync(environment, rows + 4);
        await environment.RemovePluginAsync("ScheduledRows");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("fixture.scheduledrows"));
        await environment.RemovePluginAsync("OffTrac.Plugins.Scheduler");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("offtrac.scheduler"));
    }

    [Fact]
    public async Task PluginWithTasks_UnloadsAfterRuns()
    {
        await using var environment = await StartAsync("announces = true");
        await WaitForRowsAsync(environment, 12);
        await environment.RemovePluginAsync("ScheduledRows");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("fixture.scheduledrows"));
        Assert.True(environment.IsEnabled("offtrac.scheduler.Scheduler"));
    }

    [Fact]
    public async Task SchedulerReplacedUnderLoad_ServesEachDueMomentOnce()
    {
        await using var environment = await StartAsync("jobs = 20", "per_environment = 4");
        await WaitForRowsAsync(environment, 40);
        for (var round = 0; round < 3; round++)
        {
            await environment.RemovePluginAsync("OffTrac.Plugins.Scheduler");
            var unload = await environment.WaitForUnloadAsync("offtrac.scheduler");
            Assert.True(unload == "unloaded", $"{unload}\n{environment.Log}");
            await environment.AddPluginAsync("OffTrac.Plugins.Scheduler");
            await WaitForRowsAsync(environment, await CountRowsAsync(environment) + 80);
        }

        var served = await ReadAsync(environment, "SELECT job || ' ' || due FROM offtrac_scheduledrows WHERE job LIKE 'confirmed-%'");
        Assert.Equal(served.Distinct(StringComparer.Ordinal).Count(), served.Count);
        foreach (var job in served.Select(static line => line.Split(' ')).GroupBy(static line => line[0], static line => long.Parse(line[1], null), StringComparer.Ordinal))
        {
            // Of a job's times only the last may be on its way.
            var times = job.Order().ToList();
            Assert.Equal(times.Count - 1, (times[^1] - times[0]) / 1_000_000);
        }

        Assert.Equal(20, served.Select(static line => line.Split(' ')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain("could not be written", environment.Log, StringComparison.Ordinal);
    }

    private static Task<TestEnvironment> StartAsync(string rows, string scheduler = "") => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Ping", "OffTrac.Plugins.Scheduler", "ScheduledRows"],
        Ini = $"""
            [components]
            offtrac.ping.* = enabled
            offtrac.scheduler.* = enabled
            fixture.scheduledrows.* = enabled
            [scheduler]
            {scheduler}
            [scheduledrows]
            {rows}
            """,
    });

    private static async Task WaitForRowsAsync(TestEnvironment environment, int count)
    {
        for (var attempt = 0; await CountRowsAsync(environment) < count; attempt++)
        {
            Assert.True(attempt < 600, $"{count} rows did not come about:\n{environment.Log}");
            await Task.Delay(100);
        }
    }

    private static async Task<int> CountRowsAsync(TestEnvironment environment)
    {
        var made = await ReadAsync(environment, "SELECT name FROM system WHERE name = 'offtrac_scheduledrows_version'");
        return made.Count == 0 ? 0 : int.Parse((await ReadAsync(environment, "SELECT CAST(COUNT(*) AS TEXT) FROM offtrac_scheduledrows"))[0], null);
    }

    private static async Task<List<string>> ReadAsync(TestEnvironment environment, string sql) => await environment.Get<IDatabase>().ReadAsync(
        sql,
        static async (session, sql, token) =>
        {
            await using var command = session.Connection.CreateCommand();
            command.Transaction = session.Transaction;
            command.CommandText = sql;
            var rows = new List<string>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
                rows.Add(reader.GetString(0));
            return rows;
        },
        CancellationToken.None);
}
