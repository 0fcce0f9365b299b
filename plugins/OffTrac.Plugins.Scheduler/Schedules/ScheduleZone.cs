using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>
/// Local times of a time zone. All is derived from one question to the machine's data: the offset at a UTC instant.
/// <see cref="TimeZoneInfo.IsInvalidTime"/> and its like know daylight saving only: they miss days that were left out and
/// changes of a country's standard time.
/// </summary>
internal sealed partial class ScheduleZone
{
    // Wider than any offset (14 hours), so that a local time's instant lies within; narrower than the time between two changes.
    private static readonly TimeSpan s_aroundOffsets = TimeSpan.FromHours(15);
    private static readonly TimeSpan s_widestOverlap = TimeSpan.FromHours(28);

    // Two changes of one zone were never closer than 6 days and 23 hours since 1970.
    private static readonly TimeSpan s_betweenChanges = TimeSpan.FromDays(3);

    private readonly TimeZoneInfo _zone;

    private ScheduleZone(string name, TimeZoneInfo zone)
    {
        Name = name;
        _zone = zone;
    }

    /// <summary>Universal time.</summary>
    public static ScheduleZone Utc { get; } = new("UTC", TimeZoneInfo.Utc);

    /// <summary>As people write it.</summary>
    public string Name { get; }

    /// <summary>Finds a zone by its IANA name, Windows name or Trac's name of a fixed offset such as <c>GMT +2:00</c>.</summary>
    /// <exception cref="TracException">There is none.</exception>
    public static ScheduleZone Find(string name)
    {
        name = name.Trim();
        if (string.Equals(name, "UTC", StringComparison.OrdinalIgnoreCase))
            return Utc;
        if (FixedOffset().Match(name) is { Success: true } match)
            return Fixed(match) ?? throw Unknown(name);
        // What is not a name must not reach the file system.
        if (!PlainName().IsMatch(name) || name.Contains("..", StringComparison.Ordinal))
            throw Unknown(name);
        try
        {
            return new ScheduleZone(name, TimeZoneInfo.FindSystemTimeZoneById(name));
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException or IOException or UnauthorizedAccessException or System.Security.SecurityException)
        {
            throw Unknown(name);
        }
    }

    /// <summary>What clocks show at an instant.</summary>
    public DateTime ToLocal(DateTime utc) => Shift(utc, OffsetAt(utc));

    /// <summary>Distance of local time from UTC at an instant.</summary>
    public TimeSpan OffsetAt(DateTime utc) => _zone.GetUtcOffset(utc);

    /// <summary>
    /// The first instant at which clocks show a time or a later one: of a time that comes twice the first, of one that is left out
    /// the instant of the change.
    /// </summary>
    public DateTime FirstAt(DateTime local)
    {
        var from = AsUtc(local, -s_aroundOffsets);
        var until = AsUtc(local, s_aroundOffsets);
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
        var from = AsUtc(local, -s_aroundOffsets);
        var until = AsUtc(local, s_aroundOffsets);
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

    private static ScheduleZone? Fixed(Match match)
    {
        var hours = int.Parse(match.Groups["hours"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = int.Parse(match.Groups["minutes"].ValueSpan, CultureInfo.InvariantCulture);
        var offset = new TimeSpan(hours, minutes, 0);
        if (minutes > 59 || offset > TimeSpan.FromHours(14))
            return null;
        var sign = match.Groups["sign"].Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"GMT {sign}{hours}:{minutes:00}");
        return new ScheduleZone(name, TimeZoneInfo.CreateCustomTimeZone(name, sign == "-" ? -offset : offset, name, name));
    }

    private static TracException Unknown(string name) =>
        new($"Time zone \"{ScheduleFormatException.Shown(name)}\" is not known here; allowed: an IANA name such as Europe/Berlin, a Windows name such as \"W. Europe Standard Time\", or a fixed offset such as \"GMT +2:00\".");

    [GeneratedRegex(@"^GMT ?(?<sign>[+-])(?<hours>[0-9]{1,2}):(?<minutes>[0-9]{2})\z", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FixedOffset();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_+()., /-]{0,99}\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainName();
}
