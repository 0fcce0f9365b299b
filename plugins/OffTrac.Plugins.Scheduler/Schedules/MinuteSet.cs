using System.Numerics;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Some of a day's 1440 minutes.</summary>
internal sealed class MinuteSet
{
    public const int PerDay = 1440;

    private readonly ulong[] _bits = new ulong[(PerDay + 63) / 64];

    /// <summary>The set of some minutes, counted from midnight.</summary>
    public MinuteSet(IEnumerable<int> minutes)
    {
        foreach (var minute in minutes)
            _bits[minute >> 6] |= 1UL << (minute & 63);
    }

    /// <summary>The first minute of the set at or after another; -1 for none.</summary>
    public int FirstFrom(int minute)
    {
        if (minute >= PerDay)
            return -1;
        var word = minute >> 6;
        var bits = _bits[word] & (ulong.MaxValue << (minute & 63));
        while (bits == 0)
        {
            if (++word == _bits.Length)
                return -1;
            bits = _bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The minutes in order.</summary>
    public IEnumerable<int> Minutes()
    {
        for (var minute = FirstFrom(0); minute >= 0; minute = FirstFrom(minute + 1))
            yield return minute;
    }
}
