namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// Local times that each come once: <c>daily</c>, <c>weekly</c>, <c>monthly</c> and cron lines with fixed hours and minutes. A time
/// that is left out comes at the change, one that there is twice at the first.
/// </summary>
internal sealed class FixedTimeSchedule(string text, LocalCalendar calendar, string meaning) : Schedule(text)
{
    public override string Describe(ScheduleZone zone) => $"{meaning}, {zone.Name}";

    // Up to an instant all times are used up that clocks have shown until then; so what lies in a gap and a second pass need no case.
    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock) =>
        calendar.Next(clock.LatestShown(after), clock.ToLocal(until)) is { } local ? clock.FirstAt(local) : null;
}
