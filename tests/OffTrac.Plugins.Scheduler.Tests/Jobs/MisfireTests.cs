namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

/// <summary>Times that passed without a ping.</summary>
public sealed class MisfireTests
{
    private static Task<SimulatedScheduler> StartAsync(string settings) => SimulatedScheduler.StartAsync(
        "2026-01-01T00:30:00Z", $"[scheduledrows]\njobs = 1\nschedule = every 1h\n[scheduler]\n{settings}");

    [Fact]
    public async Task Once_RunsForTheNewest_AndNotesTheOthers()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = once");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T05:10:00Z");
        await scheduler.PingAsync("2026-01-01T06:00:00Z");
        Assert.Equal(
            ["2026-01-01 05:00:00 missed schedule 1 ×4", "2026-01-01 05:00:00 ok catch-up 1", "2026-01-01 06:00:00 ok schedule 1"],
            (await scheduler.HistoryAsync("plain-0001")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Skip_RunsForNone()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = skip");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T05:10:00Z");
        await scheduler.PingAsync("2026-01-01T06:00:00Z");
        Assert.Equal(["2026-01-01 05:00:00 missed schedule 1 ×5", "2026-01-01 06:00:00 ok schedule 1"], await scheduler.HistoryAsync("plain-0001"));
    }

    [Fact]
    public async Task All_RunsForEach_OldestFirst()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = all");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T05:10:00Z");
        Assert.Equal(
            Enumerable.Range(1, 5).Select(static hour => $"2026-01-01 0{hour}:00:00 ok catch-up 1"),
            await scheduler.HistoryAsync("plain-0001"));
    }

    [Fact]
    public async Task All_MakesUpForNoMoreThanConfigured()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = all\ncatch_up_max = 2\ncatch_up_age = 3h");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T08:10:00Z");
        Assert.Equal(
            ["2026-01-01 07:00:00 missed schedule 1 ×6", "2026-01-01 07:00:00 ok catch-up 1", "2026-01-01 08:00:00 ok catch-up 1"],
            (await scheduler.HistoryAsync("plain-0001")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("once", "ok schedule")]
    [InlineData("skip", "ok schedule")]
    public async Task WithinTheGrace_ATimeIsNotMissed(string policy, string outcome)
    {
        await using var scheduler = await StartAsync($"plain-0001.misfire = {policy}");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:59Z");
        Assert.Equal([$"2026-01-01 01:00:00 {outcome} 1"], await scheduler.HistoryAsync("plain-0001"));
    }

    [Fact]
    public async Task ManyMissedTimes_AreDealtWithAtOnce()
    {
        await using var scheduler = await SimulatedScheduler.StartAsync("2026-01-01T00:00:00Z", "[scheduledrows]\njobs = 1\nschedule = every 1s\nmisfire = once\n");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2031-01-01T00:00:00Z");
        Assert.Equal("2031-01-01 00:00:00 ok schedule 1", (await scheduler.HistoryAsync("plain-0001")).Single(static line => line.Contains("ok", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task ClockSetBack_ServesNoTimeTwice()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = all");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await scheduler.PingAsync("2026-01-01T02:00:00Z");
        await scheduler.PingAsync("2026-01-01T00:30:00Z");
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await scheduler.PingAsync("2026-01-01T02:00:30Z");
        await scheduler.PingAsync("2026-01-01T03:00:00Z");
        Assert.Equal(
            ["2026-01-01 01:00:00 ok schedule 1", "2026-01-01 02:00:00 ok schedule 1", "2026-01-01 03:00:00 ok schedule 1"], await scheduler.HistoryAsync("plain-0001"));
    }

    [Fact]
    public async Task WhileAllJobsArePaused_NoneIsDueOrOverdue()
    {
        await using var scheduler = await StartAsync("plain-0001.misfire = once");
        await scheduler.PingAsync();
        await scheduler.PauseAllAsync();
        var report = await scheduler.PingAsync("2026-01-01T05:10:00Z");
        Assert.Empty(report.Overdue);
        Assert.Empty((await scheduler.StatusAsync()).Overdue);
        Assert.False(await scheduler.NextDueAsync() <= scheduler.Clock.Now);
        Assert.DoesNotContain("overdue", scheduler.Environment.Log, StringComparison.Ordinal);
        Assert.Empty(await scheduler.HistoryAsync("plain-0001"));
    }
}
