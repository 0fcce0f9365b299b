namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary><c>at-start</c>: once at each start of the host.</summary>
internal sealed class StartSchedule(string text) : Schedule(text)
{
    public override bool IsAtStart => true;

    public override string Describe(ScheduleZone zone) => "at each start of the host";

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock) => null;
}
