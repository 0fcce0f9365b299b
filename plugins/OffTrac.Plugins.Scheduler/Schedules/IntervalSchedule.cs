namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary><c>every 5m</c>: the multiples of a span since 1970-01-01T00:00Z, so that all hosts and restarts agree.</summary>
internal sealed class IntervalSchedule(string text, TimeSpan step) : Schedule(text)
{
    public override string Describe(ScheduleZone zone) =>
        step.Ticks % TimeSpan.TicksPerDay == 0
            ? $"every {ScheduleWords.Step(step)} of elapsed time since 1970-01-01 00:00 UTC"
            : $"every {ScheduleWords.Step(step)}";

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock)
    {
        var elapsed = after.Ticks - DateTime.UnixEpoch.Ticks;
        var (count, rest) = Math.DivRem(elapsed, step.Ticks);
        if (rest < 0)
            count--;
        var ticks = DateTime.UnixEpoch.Ticks + (count + 1) * step.Ticks;
        return ticks <= DateTime.MaxValue.Ticks ? new DateTime(ticks, DateTimeKind.Utc) : null;
    }
}
