using OffTrac.Plugins.Scheduler.Schedules;

namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

public sealed class SimulatedYearTests
{
    private static readonly (string Schedule, string Zone)[] s_plans =
    [
        ("daily 02:30", "Europe/Berlin"), ("weekly sun 02:15, 14:00", "America/New_York"), ("monthly 1,15,last 02:10", "Australia/Lord_Howe"), ("cron 30 1 * * mon-fri", "UTC"),
    ];

    /// <summary>Two changes of the clock in each zone, and a year's end.</summary>
    [Fact]
    public async Task EachPlannedTimeOfAYear_RunsOnce()
    {
        var ini = $"[scheduledrows]\njobs = {s_plans.Length}\nschedule = manual\n[scheduler]\nper_environment = 4\n"
            + string.Concat(s_plans.Select(static (plan, number) => $"plain-{number + 1:D4}.schedule = {plan.Schedule}\nplain-{number + 1:D4}.timezone = {plan.Zone}\n"));
        await using var scheduler = await SimulatedScheduler.StartAsync("2026-02-01T00:00:00Z", ini);
        var start = scheduler.Clock.Now;
        var end = start.AddYears(1);
        await scheduler.PingAsync();
        while (await scheduler.NextDueAsync() is { } next && next < end)
        {
            scheduler.Clock.Now = next;
            await scheduler.PingAsync();
        }

        for (var number = 0; number < s_plans.Length; number++)
            Assert.Equal(Planned(s_plans[number], start, end), await scheduler.SlotsAsync($"plain-{number + 1:D4}"));
    }

    private static IEnumerable<DateTimeOffset> Planned((string Schedule, string Zone) plan, DateTimeOffset start, DateTimeOffset end)
    {
        var (schedule, zone) = (Schedule.Parse(plan.Schedule), ScheduleZone.Find(plan.Zone));
        for (var slot = schedule.Next(start, zone); slot < end; slot = schedule.Next(slot.Value, zone))
            yield return slot.Value;
    }
}
