namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Which days of the calendar: bit 1 of the months is January, bit 1 of the days the first, bit 0 of the weekdays Sunday.</summary>
internal sealed record DayRule
{
    public const uint AllMonths = 0x1FFE;
    public const uint AllDays = 0xFFFF_FFFE;
    public const uint AllWeekdays = 0x7F;

    /// <summary>Every day.</summary>
    public static DayRule Always { get; } = new();

    public uint Months { get; init; } = AllMonths;

    public uint Days { get; init; } = AllDays;

    /// <summary>Whether the last day of the month is one of <see cref="Days"/>.</summary>
    public bool HasLastDay { get; init; }

    public uint Weekdays { get; init; } = AllWeekdays;

    /// <summary>Whether a day of <see cref="Days"/> or of <see cref="Weekdays"/> will do; else it must be both.</summary>
    public bool IsEither { get; init; }

    /// <summary>The days of a month that match, as bits from 1; 0 for none.</summary>
    public uint DaysOf(int year, int month)
    {
        if ((Months & (1u << month)) == 0)
            return 0;
        var length = DateTime.DaysInMonth(year, month);
        var days = HasLastDay ? Days | (1u << length) : Days;
        var weekdays = DaysOfWeekdays((int)new DateTime(year, month, 1).DayOfWeek);
        var existing = uint.MaxValue >> (31 - length) & ~1u;
        return (IsEither ? days | weekdays : days & weekdays) & existing;
    }

    // The week's pattern from the weekday of the first on, repeated: day d has the weekday (first + d - 1) mod 7.
    private uint DaysOfWeekdays(int first)
    {
        var week = (Weekdays >> first | Weekdays << (7 - first)) & AllWeekdays;
        var month = week | week << 7 | week << 14 | week << 21 | week << 28;
        return month << 1;
    }
}
