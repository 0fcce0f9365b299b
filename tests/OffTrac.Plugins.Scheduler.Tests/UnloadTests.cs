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

    private static Task<TestEnvironment> StartAsync(string rows) => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        Plugins = ["OffTrac.Plugins.Ping", "OffTrac.Plugins.Scheduler", "ScheduledRows"],
        Ini = $"""
            [components]
            offtrac.ping.* = enabled
            offtrac.scheduler.* = enabled
            fixture.scheduledrows.* = enabled
            [scheduledrows]
            jobs = 1
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

    private static async Task<int> CountRowsAsync(TestEnvironment environment) => await environment.Get<IDatabase>().ReadAsync(
        0,
        static async (session, _, token) =>
        {
            await using var command = session.Connection.CreateCommand();
            command.Transaction = session.Transaction;
            command.CommandText = "SELECT COUNT(*) FROM system WHERE name = 'offtrac_scheduledrows_version'";
            if (Convert.ToInt32(await command.ExecuteScalarAsync(token), null) == 0)
                return 0;
            command.CommandText = "SELECT COUNT(*) FROM offtrac_scheduledrows";
            return Convert.ToInt32(await command.ExecuteScalarAsync(token), null);
        },
        CancellationToken.None);
}
