namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary><c>manual</c>: only a person starts the job.</summary>
internal sealed class ManualSchedule(string text) : Schedule(text)
{
    public override bool IsManual => true;

    public override string Describe(ScheduleZone zone) => "only by hand";

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock) => null;
}
