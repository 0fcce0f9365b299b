namespace OffTrac.Core.Sessions;

/// <summary>Times of sessions are whole seconds since 1970 in 32 bits.</summary>
internal static class SessionTime
{
    private const long Last = 253_402_300_799;

    /// <summary>A row without a time, or with one that no calendar has, reads as the beginning.</summary>
    public static DateTimeOffset From(long? seconds) =>
        seconds is >= 0 and <= Last ? DateTimeOffset.FromUnixTimeSeconds(seconds.Value) : DateTimeOffset.UnixEpoch;

    public static long ToSeconds(DateTimeOffset time) => Math.Clamp(time.ToUnixTimeSeconds(), 0, int.MaxValue);
}
