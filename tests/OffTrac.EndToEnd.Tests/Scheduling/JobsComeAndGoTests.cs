using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Scheduling;

public sealed class JobsComeAndGoTests
{
    [Fact]
    public async Task PluginRemovedDuringARun_CancelsItFreesItsPlaceAndLeavesMemory()
    {
        await using var host = await ScheduledHost.StartAsync(
            """
            [scheduler]
            workers = 1
            per_environment = 1
            misfit.obedient.schedule = at-start
            [scheduledrows]
            jobs = 1
            """);
        await host.WaitForStateAsync("misfit.obedient", "running");
        Directory.Delete(Path.Combine(host.Directory, "plugins", "ScheduledMisfits"), recursive: true);

        Assert.Equal("cancelled", (await host.WaitForRunsAsync("misfit.obedient"))[0].State);
        var from = TimeProvider.System.GetUtcNow();
        await host.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs: 2, from), "Other jobs in its place");
        Assert.Equal("no-component", await host.StateAsync("misfit.obedient"));
        await host.WaitForLogAsync("Plugin fixture.scheduledmisfits 1.0.0 is unloaded and gone from memory.", seconds: 120);
        await Eventually.GetAsync(() => host.CountMappedAsync("ScheduledMisfits"), static count => count == 0, "Nothing of the plugin mapped into the process");

        // When it comes back its cancelled run is made up for.
        PluginFixture.Install("ScheduledMisfits", host.Directory);
        await host.WaitForStateAsync("misfit.obedient", "running");
        await host.AssertRespondsAsync();
    }

    [Fact]
    public async Task RowsPluginRemovedAfterManyRuns_LeavesMemory()
    {
        await using var host = await ScheduledHost.StartAsync("[scheduledrows]\njobs = 5\nannounces = true");
        await host.WaitForRowsAsync(static rows => rows.Count > 100, "A hundred rows");
        Directory.Delete(Path.Combine(host.Directory, "plugins", "ScheduledRows"), recursive: true);
        await host.WaitForLogAsync("Plugin fixture.scheduledrows 1.0.0 is unloaded and gone from memory.", seconds: 120);
        await Eventually.GetAsync(() => host.CountMappedAsync("ScheduledRows"), static count => count == 0, "Nothing of the plugin mapped into the process");
        await host.AssertRespondsAsync();
    }

    [Fact]
    public async Task JobsOfARunningComponent_ComeAndGo()
    {
        await using var host = await ScheduledHost.StartAsync("[scheduledrows]\njobs = 0\n[scheduledmisfits]\ntides = low");
        await host.WaitForRunsAsync("tide.low");
        await host.ConfigureAsync("[scheduledrows]\njobs = 0\n[scheduledmisfits]\ntides = high");
        await host.WaitForRunsAsync("tide.high");
        await host.WaitForStateAsync("tide.low", "no-component");
        var low = (await host.WaitForRunsAsync("tide.low")).Count;

        await host.ConfigureAsync("[scheduledrows]\njobs = 0\n[scheduledmisfits]\ntides = high low");
        await host.WaitForRunsAsync("tide.low", low + 1);
        Assert.DoesNotContain(await host.WaitForRunsAsync("tide.low"), static run => run.Trigger == "catch-up");
    }

    [Fact]
    public async Task ComponentsWithBadJobs_AreNamedInTheLogAndTheOthersWork()
    {
        await using var host = await ScheduledHost.StartAsync("[scheduledrows]\njobs = 0");
        foreach (var text in new[] { "no jobs from me", "'misfit.unchanged'", "'Not A Name'" })
            await host.WaitForLogAsync(text);
        var log = (await host.ReadLogAsync()).Split('\n');
        Assert.Contains(log, static line => line.Contains("'misfit.unchanged'", StringComparison.Ordinal) && line.Contains("Usurper", StringComparison.Ordinal));
        Assert.Contains(log, static line => line.Contains("'Not A Name'", StringComparison.Ordinal) && line.Contains("Usurper", StringComparison.Ordinal));

        await host.RequestRunAsync("misfit.unchanged");
        await host.RequestRunAsync("usurper.own");
        Assert.NotEqual("by the usurper", (await host.WaitForRunsAsync("misfit.unchanged"))[0].Summary);
        Assert.Equal("by the usurper", (await host.WaitForRunsAsync("usurper.own"))[0].Summary);
    }
}
