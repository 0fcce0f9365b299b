namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// <c>every 15m between 08:00 and 18:00 on mon-fri</c>: real steps from the begin of a window to its end, both included. A window
/// whose end is not after its begin ends on the day after; its weekday is that of the begin.
/// </summary>
internal sealed class WindowSchedule(string text, TimeSpan step, TimeSpan begin, TimeSpan end, uint weekdays) : Schedule(text)
{
    private readonly TimeSpan _end = end < begin ? end + TimeSpan.FromDays(1) : end;

    public override string Describe(ScheduleZone zone)
    {
        var days = weekdays == DayRule.AllWeekdays ? "" : $", {ScheduleWords.Weekdays(weekdays)}";
        return $"every {ScheduleWords.Step(step)} between {ScheduleWords.Time(begin)} and {ScheduleWords.Time(end)}{days}, {zone.Name}";
    }

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock)
    {
        // The window of the day before may last beyond midnight, and where clocks were set back into the window of this day.
        var day = clock.ToLocal(after).Date.AddDays(-2);
        var lastDay = clock.ToLocal(until).Date;
        DateTime? next = null;
        for (; day <= lastDay; day = day.AddDays(1))
        {
            if ((weekdays & (1u << (int)day.DayOfWeek)) == 0)
                continue;
            var opens = clock.FirstAt(day + begin);
            if (opens >= next)
                return next;
            var slot = opens <= after ? opens + ((after - opens).Ticks / step.Ticks + 1) * step : opens;
            if (slot <= clock.LastAt(day + _end) && (next is null || slot < next))
                next = slot;
        }

        return next;
    }
}
