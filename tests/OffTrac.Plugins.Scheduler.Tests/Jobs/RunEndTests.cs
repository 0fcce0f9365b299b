namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

/// <summary>What the end of a run leads to.</summary>
public sealed class RunEndTests
{
    private static Task<SimulatedScheduler> StartAsync(string job, string settings) => SimulatedScheduler.StartAsync(
        "2026-01-01T00:30:00Z",
        $"[scheduledrows]\njobs = 0\n[scheduler]\nmisfit.{job}.schedule = every 1h\n" + string.Concat(settings.Split(';').Select(setting => $"misfit.{job}.{setting.Trim()}\n")));

    [Fact]
    public async Task Failure_IsTriedAgain_WithGrowingPauses_AndCountsOnce()
    {
        await using var scheduler = await StartAsync("throws", "retries = 2; retry_delay = 60s; pause_after = 2");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await scheduler.PingAsync("2026-01-01T01:00:50Z");
        await scheduler.PingAsync("2026-01-01T01:01:10Z");
        await scheduler.PingAsync("2026-01-01T01:02:30Z");
        await scheduler.PingAsync("2026-01-01T01:03:40Z");
        Assert.Equal(
            ["2026-01-01 01:00:00 failed schedule 1", "2026-01-01 01:00:00 failed retry 2", "2026-01-01 01:00:00 failed retry 3"],
            await scheduler.HistoryAsync("misfit.throws"));
    }

    [Fact]
    public async Task RegularTime_TakesThePlaceOfARetry()
    {
        await using var scheduler = await StartAsync("throws-later", "retries = 5; retry_delay = 59m");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await scheduler.PingAsync("2026-01-01T02:06:00Z");
        Assert.Equal(["2026-01-01 01:00:00 failed schedule 1", "2026-01-01 02:00:00 failed catch-up 1"], await scheduler.HistoryAsync("misfit.throws-later"));
    }

    [Fact]
    public async Task NotRetryable_IsNotTriedAgain()
    {
        await using var scheduler = await StartAsync("throws-hopeless", "retries = 5; retry_delay = 1s");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await scheduler.PingAsync("2026-01-01T01:30:00Z");
        Assert.Equal(["2026-01-01 01:00:00 failed schedule 1"], await scheduler.HistoryAsync("misfit.throws-hopeless"));
    }

    [Fact]
    public async Task TooManyFailures_PauseTheJob()
    {
        await using var scheduler = await StartAsync("throws-own", "pause_after = 2");
        await scheduler.PingAsync();
        for (var hour = 1; hour < 5; hour++)
            await scheduler.PingAsync($"2026-01-01T0{hour}:00:00Z");
        Assert.Equal(["2026-01-01 01:00:00 failed schedule 1", "2026-01-01 02:00:00 failed schedule 1"], await scheduler.HistoryAsync("misfit.throws-own"));
    }

    [Fact]
    public async Task RunsWithoutEffect_AreOneLineAnHour()
    {
        await using var scheduler = await SimulatedScheduler.StartAsync("2026-01-01T00:00:30Z", "[scheduledrows]\njobs = 0\n[scheduler]\nmisfit.unchanged.schedule = every 10m\n");
        await scheduler.PingAsync();
        for (var minute = 10; minute <= 50; minute += 10)
            await scheduler.PingAsync($"2026-01-01T00:{minute}:00Z");
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        Assert.Equal(["2026-01-01 00:50:00 ok schedule 1 ×5", "2026-01-01 01:00:00 ok schedule 1"], await scheduler.HistoryAsync("misfit.unchanged"));
    }

    [Fact]
    public async Task RunAgain_EndsAfterAHundred()
    {
        await using var scheduler = await StartAsync("again", "misfire = once");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        for (var ping = 0; ping < 5; ping++)
            await scheduler.PingAsync("2026-01-01T01:00:01Z");
        Assert.Equal(101, (await scheduler.HistoryAsync("misfit.again")).Count);
    }

    [Fact]
    public async Task NothingReturned_IsDone()
    {
        await using var scheduler = await StartAsync("null", "misfire = once");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        Assert.Equal(["2026-01-01 01:00:00 ok schedule 1"], await scheduler.HistoryAsync("misfit.null"));
    }

    [Fact]
    public async Task BadSchedule_IsNotReplacedByAnother()
    {
        await using var scheduler = await StartAsync("null", "schedule = sometimes");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-02T01:00:00Z");
        Assert.Empty(await scheduler.HistoryAsync("misfit.null"));
        Assert.Contains("misfit.null of fixture.scheduledmisfits.Misfits is not scheduled", scheduler.Environment.Log, StringComparison.Ordinal);
    }
}
