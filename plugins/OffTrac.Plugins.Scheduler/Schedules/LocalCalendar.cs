using System.Numerics;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Days and the minutes on them, as a calendar and a clock on the wall show them.</summary>
internal sealed class LocalCalendar(DayRule days, MinuteSet minutes)
{
    public DayRule Days { get; } = days;

    public MinuteSet Minutes { get; } = minutes;

    /// <summary>The first of the minutes strictly after a time and not after another; null for none.</summary>
    public DateTime? Next(DateTime after, DateTime until)
    {
        var day = after.Date;
        var minute = Minutes.FirstFrom((int)(after.TimeOfDay.Ticks / TimeSpan.TicksPerMinute) + 1);
        if (minute < 0 || !IsDay(day))
        {
            if (NextDay(day, until) is not { } found)
                return null;
            day = found;
            minute = Minutes.FirstFrom(0);
        }

        var next = day.AddMinutes(minute);
        return next <= until ? next : null;
    }

    private bool IsDay(DateTime day) => (Days.DaysOf(day.Year, day.Month) & (1u << day.Day)) != 0;

    private DateTime? NextDay(DateTime after, DateTime until)
    {
        var (year, month) = (after.Year, after.Month);
        // Shifted in two steps: after the 31st nothing is left, and a shift by 32 is one by 0.
        var left = Days.DaysOf(year, month) & (uint.MaxValue << after.Day << 1);
        while (left == 0)
        {
            if (++month > 12)
                (year, month) = (year + 1, 1);
            if (year > until.Year || (year == until.Year && month > until.Month))
                return null;
            left = Days.DaysOf(year, month);
        }

        return new DateTime(year, month, BitOperations.TrailingZeroCount(left));
    }
}
