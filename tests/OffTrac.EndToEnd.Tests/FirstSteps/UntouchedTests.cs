using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.FirstSteps;

/// <summary>Opening and reading change no file and no row.</summary>
public sealed class UntouchedTests
{
    [Theory]
    [InlineData("trac-1.6-sqlite")]
    [InlineData("trac-1.2-sqlite")]
    [InlineData("trac-1.0-sqlite")]
    public async Task ServingAndReading_OnSqlite_ChangesNoFile(string environment)
    {
        using var copy = FixtureFiles.CopyEnvironment(environment);
        var before = FileTree.Describe(copy.Path);

        await using (var host = await HostProcess.ServeAsync(copy.Path))
        {
            using var health = await host.Http.GetAsync("health");
            Assert.True(health.IsSuccessStatusCode, await health.Content.ReadAsStringAsync());
            await ReadAsync(copy.Path);
            Assert.Equal(0, await host.StopAsync());
        }

        Assert.Equal(before, FileTree.Describe(copy.Path));
    }

    [SkippableFact]
    public async Task ServingAndReading_OnPostgreSql_ChangesNoRow()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        var files = FileTree.Describe(environment.Directory);
        var rows = await PostgreSqlServer.DumpAsync(environment.Database);

        await using (var host = await HostProcess.ServeAsync(environment.Directory))
        {
            using var health = await host.Http.GetAsync("health");
            Assert.True(health.IsSuccessStatusCode, await health.Content.ReadAsStringAsync());
            await ReadAsync(environment.Directory);
            Assert.Equal(0, await host.StopAsync());
        }

        Assert.Equal(files, FileTree.Describe(environment.Directory));
        Assert.Equal(rows, await PostgreSqlServer.DumpAsync(environment.Database));
    }

    private static async Task ReadAsync(string environment)
    {
        var pages = await OffTracCommand.RunAsync("--env", environment, "wiki", "list", "--json");
        Assert.Equal((0, ""), (pages.ExitCode, pages.Error));
        using var json = JsonDocument.Parse(pages.Output);
        Assert.NotEqual(0, json.RootElement.GetArrayLength());
        var ticket = await OffTracCommand.RunAsync("--env", environment, "ticket", "show", "1", "--json");
        Assert.Equal((0, ""), (ticket.ExitCode, ticket.Error));
        var check = await OffTracCommand.RunAsync("--env", environment, "env", "check");
        Assert.True(check.ExitCode is 0 or 1, check.Error);
    }
}
