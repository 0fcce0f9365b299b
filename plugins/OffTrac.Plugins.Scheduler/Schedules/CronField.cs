namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>One field of a cron line: what it may hold.</summary>
/// <param name="Name">For people.</param>
/// <param name="Minimum">Least value.</param>
/// <param name="Maximum">Greatest value.</param>
internal sealed record CronField(string Name, int Minimum, int Maximum)
{
    public static CronField Minute { get; } = new("minute", 0, 59);

    public static CronField Hour { get; } = new("hour", 0, 23);

    public static CronField Day { get; } = new("day of the month", 1, 31) { IsDay = true, HasLast = true };

    public static CronField Month { get; } = new("month", 1, 12)
    {
        Names = ["", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    };

    public static CronField Weekday { get; } = new("weekday", 0, 7)
    {
        IsDay = true,
        Wraps = true,
        Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
    };

    /// <summary>Whether <c>?</c> stands for <c>*</c>.</summary>
    public bool IsDay { get; init; }

    /// <summary>Whether <c>L</c> stands for the last day of the month.</summary>
    public bool HasLast { get; init; }

    /// <summary>Whether a range may go over the end.</summary>
    public bool Wraps { get; init; }

    /// <summary>Names of the values, from 0; empty where there is none.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What may stand in the field, for an error.</summary>
    public string Allowed
    {
        get
        {
            var names = Names.Count > 0 ? $" or {Names[Minimum]} to {Names[^1]}" : "";
            var last = HasLast ? ", L" : "";
            var question = IsDay ? ", ?" : "";
            return $"{Name} from {Minimum} to {Maximum}{names}{last}, *{question}, a-b, lists with commas, steps such as */5";
        }
    }

    /// <summary>The value of a number or a name; null for none.</summary>
    public int? Value(ReadOnlySpan<char> text)
    {
        if (text.Length is 1 or 2 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1]))
        {
            var number = (int)IntervalText.Number(text);
            return number >= Minimum && number <= Maximum ? number : null;
        }

        for (var value = Minimum; value < Names.Count; value++)
        {
            if (text.Equals(Names[value], StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
