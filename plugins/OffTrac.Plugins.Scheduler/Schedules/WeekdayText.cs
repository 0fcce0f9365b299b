namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Weekdays as <c>weekly</c> and <c>on</c> write them; bit 0 is Sunday.</summary>
internal static class WeekdayText
{
    public const string Allowed = "a weekday (mon to sun, or 0 to 7), or a range of them such as mon-fri";

    /// <summary>The weekdays of one day or range; null when it is none.</summary>
    public static uint? Parse(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return Day(text) is { } day ? Range(day, day) : null;
        return Day(text[..dash]) is { } first && Day(text[(dash + 1)..]) is { } last ? Range(first, last) : null;
    }

    /// <summary>The weekdays of a range that may go over the end of the week.</summary>
    public static uint Range(int first, int last, int step = 1)
    {
        var days = 0u;
        for (var day = first; day <= (last < first ? last + 7 : last); day += step)
            days |= 1u << (day % 7);
        return days;
    }

    private static int? Day(string text)
    {
        if (text is [>= '0' and <= '7'])
            return text[0] - '0';
        var index = Array.FindIndex(s_names, name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase));
        return index < 0 ? null : index;
    }

    private static readonly string[] s_names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
}
