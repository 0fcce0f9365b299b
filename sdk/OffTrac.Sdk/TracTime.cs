namespace OffTrac.Sdk;

/// <summary>Trac's times: microseconds since 1970-01-01 UTC in 64 bits. Conversions are exact.</summary>
public static class TracTime
{
    /// <summary>The time of a stored number of microseconds.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 UTC; negative before.</param>
    /// <exception cref="ArgumentOutOfRangeException">It lies outside the years 1 to 9999.</exception>
    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        !IsInRange(microseconds)
            ? throw new ArgumentOutOfRangeException(nameof(microseconds), microseconds, "Outside the years 1 to 9999.")
            : DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Whether a stored number of microseconds is a time of the years 1 to 9999.</summary>
    /// <param name="microseconds">Microseconds since 1970-01-01 UTC.</param>
    public static bool IsInRange(long microseconds) => microseconds is >= MinMicroseconds and <= MaxMicroseconds;

    /// <summary>Microseconds since 1970-01-01 UTC; what is finer is cut off towards the past.</summary>
    /// <param name="time">A time in any zone.</param>
    public static long ToMicroseconds(DateTimeOffset time)
    {
        var ticks = time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var (microseconds, rest) = Math.DivRem(ticks, TimeSpan.TicksPerMicrosecond);
        return rest < 0 ? microseconds - 1 : microseconds;
    }

    /// <summary>The time in UTC, cut to whole microseconds: what a database gives back after storing it.</summary>
    /// <param name="time">A time in any zone.</param>
    public static DateTimeOffset Truncate(DateTimeOffset time) => FromMicroseconds(ToMicroseconds(time));

    private const long MinMicroseconds = -62_135_596_800_000_000;
    private const long MaxMicroseconds = 253_402_300_799_999_999;
}
