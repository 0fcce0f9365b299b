using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>When a job is due. Immutable.</summary>
internal abstract class Schedule
{
    /// <summary>How far ahead a slot is looked for.</summary>
    public const int SearchYears = 10;

    // Local times and whole months around what is asked about must be dates of .NET too.
    private static readonly DateTime s_first = new(2, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_last = new(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc);

    private protected Schedule(string text) => Text = text;

    /// <summary>As written, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>Whether only a person starts the job.</summary>
    public virtual bool IsManual => false;

    /// <summary>Whether the job is due at each start of the host; there are no slots.</summary>
    public virtual bool IsAtStart => false;

    /// <summary>Whether there is one slot only, after which the job is done.</summary>
    public virtual bool IsOnce => false;

    /// <summary>Pause from the end of a run to the next; null where slots do not depend on runs. There are no slots then.</summary>
    public virtual TimeSpan? AfterEnd => null;

    /// <summary>Reads a schedule.</summary>
    /// <exception cref="ScheduleFormatException">It is not one.</exception>
    public static Schedule Parse(string text) => new ScheduleParser(text.Trim()).Parse();

    /// <summary>The first slot strictly after an instant, in UTC; null when there is none within ten years.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, ScheduleZone zone)
    {
        var instant = after.UtcDateTime < s_first ? s_first : after.UtcDateTime;
        if (instant > s_last)
            return null;
        var until = instant.AddYears(int.Min(SearchYears, 9999 - instant.Year));
        return NextSlot(instant, until < s_last ? until : s_last, zone.Clock) is { } slot ? new DateTimeOffset(slot) : null;
    }

    /// <summary>Why a schedule of times has no slot after an instant; null when it has, and for schedules of other kinds.</summary>
    public string? Warning(DateTimeOffset after, ScheduleZone zone)
    {
        if (IsManual || IsAtStart || AfterEnd is not null || Next(after, zone) is not null)
            return null;
        return IsOnce
            ? $"Schedule \"{Text}\" never runs: its time is past."
            : string.Create(CultureInfo.InvariantCulture, $"Schedule \"{Text}\" never runs: its time does not come within {SearchYears} years.");
    }

    /// <summary>What the schedule means, in words.</summary>
    public abstract string Describe(ScheduleZone zone);

    /// <summary>The first slot strictly after an instant; what lies beyond <paramref name="until"/> need not be looked for.</summary>
    private protected abstract DateTime? NextSlot(DateTime after, DateTime until, LocalClock clock);
}
