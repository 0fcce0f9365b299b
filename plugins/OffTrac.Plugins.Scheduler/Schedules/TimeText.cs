namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Times of day as schedules write them.</summary>
internal static class TimeText
{
    public const string Allowed = "a time from 00:00 to 23:59";

    /// <summary>The minute of the day; null when it is no time.</summary>
    public static int? MinuteOf(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (colon is not (1 or 2) || text.Length != colon + 3)
            return null;
        var hour = Digits(text[..colon]);
        var minute = Digits(text[(colon + 1)..]);
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 ? hour * 60 + minute : null;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var number = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit(character))
                return -1;
            number = number * 10 + (character - '0');
        }

        return number;
    }
}
