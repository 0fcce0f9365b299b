namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// Cron lines whose minute or hour begins with <c>*</c>: all real minutes whose local reading matches. What is left out has none,
/// what there is twice matches twice.
/// </summary>
internal sealed class WildcardSchedule(string text, LocalCalendar calendar, string meaning) : Schedule(text)
{
    public override string Describe(ScheduleZone zone) => $"{meaning}, {zone.Name}";

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock)
    {
        // No slot lies before clocks far to the east have shown the first time that matches.
        if (calendar.Next(after - LocalClock.AroundOffsets, until + LocalClock.AroundOffsets) is not { } earliest)
            return null;
        var before = DateTime.SpecifyKind(earliest - LocalClock.AroundOffsets, DateTimeKind.Utc);
        if (before > after)
            after = before;
        // From one change of the offset to the next local time runs like any other; the instant of a change may itself be a slot.
        var from = after;
        while (true)
        {
            var offset = clock.OffsetAt(from);
            DateTime? slot = calendar.Next(after + offset, until + offset) is { } local
                ? DateTime.SpecifyKind(local - offset, DateTimeKind.Utc)
                : null;
            if (clock.ChangeIn(from, slot ?? until) is not { } change)
                return slot;
            from = change;
            after = change.AddTicks(-1);
        }
    }
}
