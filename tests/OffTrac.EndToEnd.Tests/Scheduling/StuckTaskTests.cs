using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Scheduling;

public sealed class StuckTaskTests
{
    private const string Impatient =
        """
        [scheduler]
        timeout = 3s
        kill_grace = 3s
        workers = 4
        per_environment = 4
        """;

    [Fact]
    public async Task JobsThatNeverEnd_AreAbandonedWhileTheHostAndOtherJobsGoOn()
    {
        string[] stuck = ["misfit.loop", "misfit.deaf-sleep", "misfit.deaf-await"];
        await using var host = await ScheduledHost.StartAsync(
            $"""
            {Impatient}
            {string.Join('\n', stuck.Select(static job => $"{job}.schedule = every 5s"))}
            """);
        foreach (var job in stuck)
        {
            var run = (await host.WaitForRunsAsync(job, seconds: 90))[0];
            Assert.Equal("timed-out", run.State);
            Assert.Contains("abandoned", run.Summary, StringComparison.OrdinalIgnoreCase);
            Assert.Equal("abandoned", await host.StateAsync(job));
            await host.AssertRespondsAsync();
        }

        // Their places are taken by others, and they are not run again.
        var from = TimeProvider.System.GetUtcNow();
        await host.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs: 2, from + TimeSpan.FromSeconds(10)), "Other jobs going on");
        foreach (var job in stuck)
            Assert.Single(await host.WaitForRunsAsync(job));
        await host.AssertRespondsAsync();
    }

    [Fact]
    public async Task JobsThatObeyTheirTimeLimit_AreTimedOutAndRunAgain()
    {
        await using var host = await ScheduledHost.StartAsync(
            $"""
            {Impatient}
            misfit.obedient.schedule = every 5s
            misfit.reluctant.schedule = every 5s
            """);
        foreach (var job in new[] { "misfit.obedient", "misfit.reluctant" })
        {
            var runs = await host.WaitForRunsAsync(job, count: 2, seconds: 90);
            Assert.All(runs, static run => Assert.Equal("timed-out", run.State));
            Assert.All(runs, static run => Assert.DoesNotContain("abandoned", run.Summary, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("throws", 3, "System.InvalidOperationException", "the mast broke")]
    [InlineData("throws-later", 3, "System.InvalidOperationException", "the anchor slipped")]
    [InlineData("throws-own", 3, "ShipwreckException", "on the reef")]
    [InlineData("throws-hopeless", 1, "NotRetryableException", "the ship is sold")]
    public async Task JobThatThrows_FailsWithWhatItThrewAndIsTriedAgainIfThatMayHelp(string misfit, int attempts, string type, string message)
    {
        await using var host = await ScheduledHost.StartAsync(
            $"""
            [scheduler]
            retries = 2
            retry_delay = 1s
            misfit.{misfit}.schedule = at-start
            [scheduledrows]
            jobs = 2
            """);
        var runs = await host.WaitForRunsAsync("misfit." + misfit, attempts);
        var from = TimeProvider.System.GetUtcNow();
        await host.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs: 4, from + TimeSpan.FromSeconds(8)), "Other jobs going on");
        runs = await host.WaitForRunsAsync("misfit." + misfit, attempts);

        Assert.Equal(Enumerable.Range(1, attempts), runs.Select(static run => run.Attempt));
        Assert.Single(runs.Select(static run => run.Slot).Distinct());
        foreach (var run in runs)
        {
            Assert.Equal("failed", run.State);
            Assert.Contains(type, run.Exception, StringComparison.Ordinal);
            Assert.Contains(message, run.Exception, StringComparison.Ordinal);
            Assert.Contains("ScheduledMisfits.Misfits", run.Exception, StringComparison.Ordinal);
        }

        if (misfit == "throws-own")
            Assert.All(runs, static run => Assert.Contains("no chart", run.Exception, StringComparison.Ordinal));
        Assert.Equal("failing", await host.StateAsync("misfit." + misfit));
    }

    [Fact]
    public async Task JobThatGivesNull_HasNothingToSay()
    {
        await using var host = await ScheduledHost.StartAsync("[scheduler]\nmisfit.null.schedule = at-start");
        var run = (await host.WaitForRunsAsync("misfit.null"))[0];
        Assert.Equal("ok", run.State);
        Assert.Equal("", run.Summary);
    }

    [Fact]
    public async Task JobsThatSayVeryMuch_EndWellAndTheHistoryKeepsBeginAndEnd()
    {
        await using var host = await ScheduledHost.StartAsync(
            """
            [scheduler]
            misfit.said.schedule = at-start
            misfit.console.schedule = at-start
            misfit.progress.schedule = at-start
            """);
        await host.AssertRespondsAsync();
        foreach (var job in new[] { "misfit.said", "misfit.console", "misfit.progress" })
            Assert.Equal("ok", (await host.WaitForRunsAsync(job, seconds: 180))[0].State);
        await host.AssertRespondsAsync();

        var said = (await host.WaitForRunsAsync("misfit.said"))[0].Log;
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(said), 32 * 1024, 64 * 1024);
        Assert.Contains("first of all", said, StringComparison.Ordinal);
        Assert.Contains("last of all", said, StringComparison.Ordinal);
        Assert.Equal("counted", (await host.WaitForRunsAsync("misfit.progress"))[0].Summary);
    }

    [Fact]
    public async Task JobThatAsksForMoreForEver_GetsAHundredRunsMoreAndNoneBesides()
    {
        await using var host = await ScheduledHost.StartAsync("[scheduler]\nmisfit.again.schedule = at-start");
        var runs = await host.WaitForRunsAsync("misfit.again", count: 101, seconds: 180);
        var from = TimeProvider.System.GetUtcNow();
        await host.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs: 2, from + TimeSpan.FromSeconds(5)), "Other jobs going on");
        Assert.Equal(101, (await host.WaitForRunsAsync("misfit.again", count: 101)).Count);
        Assert.Equal(100, runs.Count(static run => run.Trigger == "again"));
    }

    [Fact]
    public async Task AbandonedJobThatReturnsAfterAll_IsRunAgain()
    {
        using var directory = new TestServers.TemporaryDirectory();
        var release = directory.Combine("release");
        await using var host = await ScheduledHost.StartAsync(
            $"""
            {Impatient}
            misfit.deaf.schedule = every 2s
            [scheduledmisfits]
            release = {release}
            """);
        Assert.Contains("abandoned", (await host.WaitForRunsAsync("misfit.deaf"))[0].Summary, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("abandoned", await host.StateAsync("misfit.deaf"));

        await File.WriteAllTextAsync(release, "");
        var runs = await host.WaitForRunsAsync("misfit.deaf", count: 3);
        Assert.Equal("timed-out", runs[0].State);
        Assert.All(runs.Skip(1), static run => Assert.Equal("ok", run.State));
        Assert.NotEqual("abandoned", await host.StateAsync("misfit.deaf"));
    }

    [Fact]
    public async Task MoreAbandonedJobsThanPlaces_EndTheTakingOfJobsAndTheHealthSaysSo()
    {
        await using var host = await ScheduledHost.StartAsync(
            """
            [scheduler]
            timeout = 1s
            kill_grace = 1s
            workers = 1
            per_environment = 1
            [scheduledrows]
            jobs = 1
            """);
        await host.RequestRunAsync("misfit.deaf-sleep");
        await host.WaitForRunsAsync("misfit.deaf-sleep");
        var from = TimeProvider.System.GetUtcNow();
        await host.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs: 2, from), "Other jobs in the place of the first abandoned one");
        await host.AssertRespondsAsync();

        await host.RequestRunAsync("misfit.deaf-await");
        await host.WaitForRunsAsync("misfit.deaf-await");
        var health = await Eventually.GetAsync(
            () => host.Process.Http.GetAsync("health"), static answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable, "A health that fails");
        Assert.Contains("abandoned", await health.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var ping = await host.Process.Http.PostAsync("ping", content: null);
        Assert.True(ping.IsSuccessStatusCode, $"{ping.StatusCode}");
    }

    [Fact]
    public async Task HostWithJobsThatNeverEnd_StopsAllTheSameAndGivesTheirRunsBack()
    {
        string[] jobs = ["misfit.loop", "misfit.deaf-sleep", "misfit.obedient"];
        await using var host = await ScheduledHost.StartAsync(
            """
            [scheduler]
            lease = 10s
            shutdown_wait = 2s
            workers = 8
            per_environment = 8
            [scheduledrows]
            jobs = 0
            """);
        foreach (var job in jobs)
        {
            await host.RequestRunAsync(job);
            await host.WaitForStateAsync(job, "running");
        }

        // The host's own limit is the wait and five seconds; the rest is for a machine that is busy.
        Assert.Equal(0, await host.Process.StopAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        foreach (var job in jobs)
            Assert.Equal("cancelled", (await host.WaitForRunsAsync(job))[0].State);

        await host.ServeAsync();
        foreach (var job in jobs)
            await host.WaitForStateAsync(job, "running");
    }
}
