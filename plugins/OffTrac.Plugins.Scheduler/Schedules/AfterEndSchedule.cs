namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary><c>every 5m after</c>: a pause after the end of the run before.</summary>
internal sealed class AfterEndSchedule(string text, TimeSpan pause) : Schedule(text)
{
    public override TimeSpan? AfterEnd => pause;

    public override string Describe(ScheduleZone zone) => $"{ScheduleWords.Span(pause)} after the end of the run before";

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock) => null;
}
