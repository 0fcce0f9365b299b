namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Spans such as <c>2h30m</c>.</summary>
internal static class IntervalText
{
    private const string Allowed = "a span such as 90s, 5m, 2h30m, 1d or 1w: numbers with the units w, d, h, m, s, each once, in that order";
    private const string Bounds = "1s to 36500d";
    private const string Units = "wdhms";
    private const int LongestNumber = 12;

    private static readonly TimeSpan s_longest = TimeSpan.FromDays(36500);
    private static readonly long[] s_seconds = [7 * 86400, 86400, 3600, 60, 1];

    public static TimeSpan Read(ScheduleReader reader)
    {
        var word = reader.Word(Allowed);
        var text = word.Text;
        var total = Int128.Zero;
        var unit = -1;
        for (var position = 0; position < text.Length; position++)
        {
            var start = position;
            while (position < text.Length && char.IsAsciiDigit(text[position]))
                position++;
            var next = position < text.Length ? Units.IndexOf(char.ToLowerInvariant(text[position]), StringComparison.Ordinal) : -1;
            if (position == start || next <= unit)
                throw reader.Fail(word.Column + int.Min(position, text.Length), $"\"{ScheduleFormatException.Shown(text)}\"", Allowed);
            if (position - start > LongestNumber)
                throw reader.Fail(word.Column + start, "a number that is too large", Bounds);
            unit = next;
            total += (Int128)Number(text.AsSpan(start, position - start)) * s_seconds[unit];
        }

        if (total < 1 || total > (Int128)s_longest.TotalSeconds)
            throw reader.Fail(word, Bounds);
        return TimeSpan.FromSeconds((long)total);
    }

    /// <summary>The number of up to 18 ASCII digits.</summary>
    public static long Number(ReadOnlySpan<char> digits)
    {
        var number = 0L;
        foreach (var digit in digits)
            number = number * 10 + (digit - '0');
        return number;
    }
}
