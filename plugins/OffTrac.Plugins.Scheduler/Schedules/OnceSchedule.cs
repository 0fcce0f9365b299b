using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary><c>once 2026-03-01T12:00</c>: one slot, at an instant (with an offset) or at a local time (without).</summary>
internal sealed class OnceSchedule(string text, DateTime time, TimeSpan? offset) : Schedule(text)
{
    public override bool IsOnce => true;

    public override string Describe(ScheduleZone zone)
    {
        var where = offset is { } known ? ScheduleWords.Offset(known) : zone.Name;
        return string.Create(CultureInfo.InvariantCulture, $"once, on {time:yyyy-MM-dd} at {ScheduleWords.Time(time.TimeOfDay)}, {where}");
    }

    private protected override DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock)
    {
        var slot = offset is { } known ? DateTime.SpecifyKind(time - known, DateTimeKind.Utc) : clock.FirstAt(time);
        return slot > after ? slot : null;
    }
}
