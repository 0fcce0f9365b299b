using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>Draws schedules, most of them with times at which clocks are changed.</summary>
internal sealed class ScheduleDraw(Random random)
{
    private static readonly string[] s_weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public DrawnSchedule Next() => random.Next(6) switch
    {
        0 => Daily(),
        1 => Weekly(),
        2 => Monthly(),
        3 => Window(),
        _ => Cron(),
    };

    private DrawnSchedule Daily()
    {
        var minutes = Minutes();
        return new DrawnSchedule($"{Case("daily")} {Times(minutes)}", DrawnKind.Fixed, static _ => true) { Minutes = minutes.ToHashSet() };
    }

    private DrawnSchedule Weekly()
    {
        var (text, days) = Weekdays();
        var minutes = Minutes();
        return new DrawnSchedule($"{Case("weekly")} {text} {Times(minutes)}", DrawnKind.Fixed, day => days.Contains((int)day.DayOfWeek))
        {
            Minutes = minutes.ToHashSet(),
        };
    }

    private DrawnSchedule Monthly()
    {
        var days = Some(3, () => random.Next(1, 32));
        var hasLast = random.Next(2) == 0;
        var minutes = Minutes();
        var text = string.Join(Separator(), days.Select(Number).Concat(hasLast ? [Case("last")] : []));
        return new DrawnSchedule($"{Case("monthly")} {text} {Times(minutes)}", DrawnKind.Fixed, day => days.Contains(day.Day) || (hasLast && IsLast(day)))
        {
            Minutes = minutes.ToHashSet(),
        };
    }

    private DrawnSchedule Window()
    {
        var (text, days) = random.Next(2) == 0 ? ("", s_weekdays.Select((_, day) => day).ToHashSet()) : Weekdays();
        var (begin, end) = (Minute(), Minute());
        var step = random.Next(4) switch { 0 => 1440, 1 => random.Next(1, 300), 2 => 30, _ => 60 };
        var on = text.Length == 0 ? "" : $" {Case("on")} {text}";
        return new DrawnSchedule(
            $"{Case("every")} {Number(step)}m {Case("between")} {Time(begin)} {Case("and")} {Time(end)}{on}", DrawnKind.Window, day => days.Contains((int)day.DayOfWeek))
        {
            Begin = begin,
            End = end,
            Step = step,
        };
    }

    private DrawnSchedule Cron()
    {
        var (minuteText, minutes) = Field(0, 59);
        var (hourText, hours) = Field(0, 23);
        var (dayText, days) = Day();
        var (monthText, months) = random.Next(3) == 0 ? Field(1, 12) : ("*", Enumerable.Range(1, 12).ToHashSet());
        var (weekdayText, weekdays) = random.Next(2) == 0 ? Weekdays() : Field(0, 7);
        var hasLast = dayText.EndsWith(",L", StringComparison.Ordinal);
        weekdayText = weekdayText.Replace(", ", ",", StringComparison.Ordinal).Replace(' ', ',');
        var isEither = dayText[0] is not ('*' or '?') && weekdayText[0] is not ('*' or '?');
        var kind = minuteText[0] == '*' || hourText[0] == '*' ? DrawnKind.Wildcard : DrawnKind.Fixed;
        return new DrawnSchedule($"{Case("cron")} {minuteText} {hourText} {dayText} {monthText} {weekdayText}", kind, IsDay)
        {
            Minutes = hours.SelectMany(hour => minutes.Select(minute => hour * 60 + minute)).ToHashSet(),
        };

        bool IsDay(DateTime day)
        {
            var isMonthDay = days.Contains(day.Day) || (hasLast && IsLast(day));
            var isWeekday = weekdays.Contains((int)day.DayOfWeek) || (day.DayOfWeek == DayOfWeek.Sunday && weekdays.Contains(7));
            return months.Contains(day.Month) && (isEither ? isMonthDay || isWeekday : isMonthDay && isWeekday);
        }
    }

    private (string Text, HashSet<int> Values) Day()
    {
        var (text, values) = Field(1, 31);
        return random.Next(4) switch
        {
            0 => ("?", Enumerable.Range(1, 31).ToHashSet()),
            1 => ($"{text},L", values),
            _ => (text, values),
        };
    }

    private (string Text, HashSet<int> Values) Field(int least, int most)
    {
        var step = random.Next(1, 9);
        var first = random.Next(least, most + 1);
        var last = random.Next(first, most + 1);
        return random.Next(6) switch
        {
            0 => ("*", Steps(least, most, 1)),
            1 => ($"*/{step}", Steps(least, most, step)),
            2 => ($"{first}-{last}", Steps(first, last, 1)),
            3 => ($"{first}-{last}/{step}", Steps(first, last, step)),
            4 => ($"{first}/{step}", Steps(first, most, step)),
            _ => ($"{last},{first}", [first, last]),
        };
    }

    // Lists and ranges, also over the end of the week.
    private (string Text, HashSet<int> Days) Weekdays()
    {
        var days = new HashSet<int>();
        var items = Some(3, () => (First: random.Next(8), Length: random.Next(7))).Select(item =>
        {
            for (var day = item.First; day <= item.First + item.Length; day++)
                days.Add(day % 7);
            return item.Length == 0 ? Weekday(item.First) : $"{Weekday(item.First)}-{Weekday((item.First + item.Length) % 7)}";
        }).ToList();
        return (string.Join(Separator(), items), days);
    }

    private string Weekday(int day) => random.Next(2) == 0 ? Number(day) : Case(s_weekdays[day % 7]);

    private List<int> Minutes() => Some(4, Minute);

    private int Minute() => random.Next(3) == 0 ? random.Next(1440) : random.Next(20) * 15 % 1440;

    private string Times(IEnumerable<int> minutes) => string.Join(Separator(), minutes.Select(Time));

    private string Separator() => random.Next(3) switch { 0 => ",", 1 => ", ", _ => " " };

    private string Case(string word) => random.Next(3) == 0 ? word.ToUpperInvariant() : word;

    private List<T> Some<T>(int most, Func<T> draw) => [.. Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => draw())];

    private static HashSet<int> Steps(int first, int last, int step)
    {
        var values = new HashSet<int>();
        for (var value = first; value <= last; value += step)
            values.Add(value);
        return values;
    }

    private static bool IsLast(DateTime day) => day.AddDays(1).Day == 1;

    private static string Time(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
