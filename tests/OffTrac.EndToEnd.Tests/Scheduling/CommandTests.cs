using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary><c>offtrac scheduler …</c> in processes of their own, beside a host and without one.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Commands_OfAnotherProcess_ReachTheHostThatServes()
    {
        await using var host = await ScheduledHost.StartAsync("[ping]\ninternal = 1s\n[scheduledrows]\njobs = 0\n");
        var good = await RunAsync(host.Directory, "run", "misfit.progress", "--wait", "--json", "--user", "joe");
        Assert.Equal(0, good.ExitCode);
        var run = JsonDocument.Parse(good.Output).RootElement;
        Assert.Equal(("ok", "counted", "joe"), (run.GetProperty("state").GetString(), run.GetProperty("summary").GetString(), run.GetProperty("author").GetString()));

        var bad = await RunAsync(host.Directory, "run", "misfit.throws", "--wait");
        Assert.Equal(3, bad.ExitCode);
        Assert.Contains("the mast broke", bad.Output, StringComparison.Ordinal);

        await host.RequestRunAsync("misfit.obedient");
        await host.WaitForStateAsync("misfit.obedient", "running");
        Assert.Equal(0, (await RunAsync(host.Directory, "cancel", "misfit.obedient", "--user", "joe")).ExitCode);
        Assert.Equal("Cancelled by joe.", (await host.WaitForRunsAsync("misfit.obedient"))[0].Summary);

        Assert.Equal(0, (await RunAsync(host.Directory, "set", "misfit.progress", "schedule", "every 1s")).ExitCode);
        await host.WaitForRunsAsync("misfit.progress", 3);
        Assert.Equal(0, (await RunAsync(host.Directory, "pause", "--all", "night watch")).ExitCode);
        Assert.Equal("paused", await host.StateAsync("misfit.progress"));
    }

    [Fact]
    public async Task Run_Here_WorksWithoutAHost_WithAllPluginsLoaded()
    {
        using var environment = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        PluginFixture.Install("ScheduledMisfits", environment.Path);
        await File.WriteAllTextAsync(environment.Combine("conf", "offtrac.ini"), "[components]\nofftrac.ping.* = enabled\nofftrac.scheduler.* = enabled\n");
        Assert.Equal(0, (await RunAsync(environment.Path, "run", "misfit.progress", "--here")).ExitCode);
        Assert.Equal(3, (await RunAsync(environment.Path, "run", "misfit.throws", "--here")).ExitCode);
        var history = await RunAsync(environment.Path, "history");
        Assert.Equal(["misfit.throws", "misfit.progress"], history.Output.Split('\n').Skip(1).Where(static line => line.Length > 0).Select(static line => line.Split("  ")[1].Trim()));

        var unknown = await RunAsync(environment.Path, "show", "misfit.trows");
        Assert.Equal((1, ""), (unknown.ExitCode, unknown.Output));
        Assert.Contains("near are misfit.throws", Assert.Single(unknown.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    private static Task<CommandOutcome> RunAsync(string environment, params IEnumerable<string> words) =>
        OffTracCommand.RunAsync(["--env", environment, "scheduler", .. words]);
}
