namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// What clocks of a zone show. All is derived from one question to the machine's data: the offset at a UTC instant.
/// <see cref="TimeZoneInfo.IsInvalidTime"/> and its like know daylight saving only: they miss days that were left out and
/// changes of a country's standard time. Immutable.
/// </summary>
internal sealed class LocalClock(TimeZoneInfo rules)
{
    /// <summary>Wider than any offset (14 hours): the instant of a local time, read as UTC, is not farther away.</summary>
    public static readonly TimeSpan AroundOffsets = TimeSpan.FromHours(15);

    private static readonly TimeSpan s_widestOverlap = TimeSpan.FromHours(28);

    // Two changes of one zone were never closer than 6 days and 23 hours since 1970.
    private static readonly TimeSpan s_betweenChanges = TimeSpan.FromDays(3);

    /// <summary>What clocks show at an instant.</summary>
    public DateTime ToLocal(DateTime utc) => Shift(utc, OffsetAt(utc));

    /// <summary>Distance of local time from UTC at an instant.</summary>
    public TimeSpan OffsetAt(DateTime utc) => rules.GetUtcOffset(utc);

    /// <summary>
    /// The first instant at which clocks show a time or a later one: of a time that comes twice the first, of one that is left out
    /// the instant of the change.
    /// </summary>
    public DateTime FirstAt(DateTime local)
    {
        var from = AsUtc(local, -AroundOffsets);
        var until = AsUtc(local, AroundOffsets);
        while (true)
        {
            var instant = AsUtc(local, -OffsetAt(from));
            if (instant < from)
                instant = from;
            if (ChangeIn(from, instant < until ? instant : until) is not { } change)
                return instant;
            from = change;
        }
    }

    /// <summary>The last instant at which clocks show a time or an earlier one, to the tick.</summary>
    public DateTime LastAt(DateTime local)
    {
        var from = AsUtc(local, -AroundOffsets);
        var until = AsUtc(local, AroundOffsets);
        var last = from;
        while (true)
        {
            var change = ChangeIn(from, until);
            var instant = AsUtc(local, -OffsetAt(from));
            if (instant >= change)
                instant = change.Value.AddTicks(-1);
            if (instant >= from)
                last = instant;
            if (change is null)
                return last;
            from = change.Value;
        }
    }

    /// <summary>The latest time that clocks have shown up to an instant; later than at the instant when they were set back.</summary>
    public DateTime LatestShown(DateTime utc)
    {
        var latest = ToLocal(utc);
        var from = utc - s_widestOverlap;
        while (ChangeIn(from, utc) is { } change)
        {
            var shown = Shift(change.AddTicks(-1), OffsetAt(from));
            if (shown > latest)
                latest = shown;
            from = change;
        }

        return latest;
    }

    /// <summary>The first instant in (after, until] that has another offset than <paramref name="after"/>; null for none.</summary>
    public DateTime? ChangeIn(DateTime after, DateTime until)
    {
        var offset = OffsetAt(after);
        while (after < until)
        {
            var next = until - after > s_betweenChanges ? after + s_betweenChanges : until;
            if (OffsetAt(next) != offset)
                return Bisect(after, next, offset);
            after = next;
        }

        return null;
    }

    private DateTime Bisect(DateTime before, DateTime changed, TimeSpan offset)
    {
        while (changed.Ticks - before.Ticks > 1)
        {
            var middle = new DateTime(before.Ticks + (changed.Ticks - before.Ticks) / 2, DateTimeKind.Utc);
            if (OffsetAt(middle) == offset)
                before = middle;
            else
                changed = middle;
        }

        return changed;
    }

    // Times at the very ends of .NET's calendar stay at its ends.
    private static DateTime AsUtc(DateTime local, TimeSpan shift) => DateTime.SpecifyKind(Shift(local, shift), DateTimeKind.Utc);

    private static DateTime Shift(DateTime time, TimeSpan shift) =>
        new(long.Clamp(time.Ticks + shift.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
}
