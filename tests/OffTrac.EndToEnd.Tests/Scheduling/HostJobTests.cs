using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

public sealed class HostJobTests
{
    /// <summary>The installation's own jobs belong to the first environment that has a scheduler; the second runs none of them.</summary>
    [Fact]
    public async Task HostComponentsJob_RunsInOneEnvironmentOnly()
    {
        using var root = new TemporaryDirectory();
        FixtureFiles.Copy(PluginFixture.PathOf("ScheduledForHost"), root.Combine("plugins", "ScheduledForHost"));
        foreach (var name in new[] { "alpha", "beta", "gamma" })
        {
            var made = await OffTracCommand.RunAsync(["env", "create", root.Combine(name)]);
            Assert.True(made.ExitCode == 0, made.Error);
        }

        await File.AppendAllTextAsync(root.Combine("alpha", "conf", "offtrac.ini"), "offtrac.scheduler.Scheduler = disabled\n");
        await File.WriteAllTextAsync(
            root.Combine("host.ini"),
            $"""
            [host]
            environments = {root.Combine("alpha")}, {root.Combine("beta")}, {root.Combine("gamma")}
            plugins = {root.Combine("plugins")}
            [components]
            fixture.scheduledforhost.* = enabled

            """);
        await using var host = await HostProcess.ServeAsync("--config", root.Combine("host.ini"));
        await Eventually.GetAsync(() => HistoryAsync(root.Combine("beta")), static output => output.Contains("3 environments", StringComparison.Ordinal), "a run of the host's job in beta", 60);
        Assert.DoesNotContain("host.census", await ListAsync(root.Combine("gamma"), root), StringComparison.Ordinal);
    }

    private static async Task<string> HistoryAsync(string environment)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(environment, "db", "trac.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'offtrac_scheduler_run'";
        if (await command.ExecuteScalarAsync() is not 1L)
            return "";
        command.CommandText = "SELECT group_concat(job || ': ' || summary) FROM offtrac_scheduler_run";
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    private static async Task<string> ListAsync(string environment, TemporaryDirectory root)
    {
        var outcome = await OffTracCommand.RunAsync(["scheduler", "list", "--config", root.Combine("host.ini"), "--env", environment]);
        Assert.True(outcome.ExitCode == 0, outcome.Error);
        return outcome.Output;
    }
}
