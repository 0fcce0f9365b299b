namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>A random schedule: its text, and what the text was made from.</summary>
internal sealed record DrawnSchedule(string Text, DrawnKind Kind, Func<DateTime, bool> IsDay)
{
    /// <summary>Minutes of the day, for times.</summary>
    public IReadOnlySet<int> Minutes { get; init; } = new HashSet<int>();

    /// <summary>First minute of the day, of a window.</summary>
    public int Begin { get; init; }

    public int End { get; init; }

    public int Step { get; init; } = 1;

    public bool IsDue(long shown) => Minutes.Contains((int)(shown % 1440)) && IsDay(DateTime.UnixEpoch.AddMinutes(shown));
}
