namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>What a field of a cron line holds.</summary>
/// <param name="Field">Which field.</param>
/// <param name="Text">As written.</param>
/// <param name="Bits">The values; of weekdays bit 0 is Sunday, there is no bit 7.</param>
/// <param name="HasLast">Whether <c>L</c> is among them.</param>
internal sealed record CronFieldValue(CronField Field, string Text, ulong Bits, bool HasLast)
{
    /// <summary>
    /// Whether the field does not count as given. Vixie's cron looks at the first character only, so <c>*/2</c> is one of these.
    /// </summary>
    public bool BeginsWithStar => Text[0] is '*' or '?';

    /// <summary>Whether it holds all values.</summary>
    public bool IsAll
    {
        get
        {
            for (var value = Field.Minimum; value <= (Field.Wraps ? Field.Maximum - 1 : Field.Maximum); value++)
            {
                if ((Bits & (1UL << value)) == 0)
                    return false;
            }

            return true;
        }
    }

    /// <summary>The values in order.</summary>
    public IEnumerable<int> Values()
    {
        for (var value = 0; value < 64; value++)
        {
            if ((Bits & (1UL << value)) != 0)
                yield return value;
        }
    }

    public static CronFieldValue Read(CronField field, ScheduleReader reader)
    {
        var word = reader.Field($"five fields: minute, hour, day, month, weekday; next is the {field.Name}");
        var bits = 0UL;
        var hasLast = false;
        var column = word.Column;
        foreach (var item in word.Text.Split(','))
        {
            if (field.HasLast && item is "L" or "l")
                hasLast = true;
            else
                bits |= Item(field, item) ?? throw Bad(reader, field, item, column);
            column += item.Length + 1;
        }

        return new CronFieldValue(field, word.Text, bits, hasLast);
    }

    private static ScheduleFormatException Bad(ScheduleReader reader, CronField field, string item, int column) =>
        item.Length == 0
            ? reader.Fail(column, "an empty list item", field.Allowed)
            : reader.Fail(new ScheduleWord(item, column), field.Allowed);

    // *, a, a-b, each also with /n; a/n is a to the maximum.
    private static ulong? Item(CronField field, string item)
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = item.AsSpan(0, slash < 0 ? item.Length : slash);
        if (Step(slash < 0 ? "1" : item.AsSpan(slash + 1)) is not { } step)
            return null;
        if (range is "*" || (field.IsDay && range is "?"))
            return Range(field, field.Minimum, field.Maximum, step);
        var dash = range.IndexOf('-');
        if (field.Value(dash < 0 ? range : range[..dash]) is not { } first)
            return null;
        if (dash < 0)
            return Range(field, first, slash < 0 ? first : field.Maximum, step);
        return field.Value(range[(dash + 1)..]) is { } last && (last >= first || field.Wraps) ? Range(field, first, last, step) : null;
    }

    private static ulong Range(CronField field, int first, int last, int step)
    {
        if (field.Wraps)
            return WeekdayText.Range(first, last, step);
        var bits = 0UL;
        for (var value = first; value <= last; value += step)
            bits |= 1UL << value;
        return bits;
    }

    private static int? Step(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= 4 && !text.ContainsAnyExceptInRange('0', '9') && (int)IntervalText.Number(text) is var step and > 0 ? step : null;
}
