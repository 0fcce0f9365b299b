using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>Parts of schedules in English words.</summary>
internal static class ScheduleWords
{
    private static readonly (string Name, int Seconds)[] s_units =
        [("week", 7 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)];

    /// <summary>Such as <c>2 hours 30 minutes</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var rest = (long)span.TotalSeconds;
        var parts = new List<string>();
        foreach (var (name, seconds) in s_units)
        {
            var (count, left) = Math.DivRem(rest, seconds);
            rest = left;
            if (count > 0)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {name}{(count == 1 ? "" : "s")}"));
        }

        return string.Join(' ', parts);
    }

    /// <summary>A span after "every": <c>minute</c>, <c>15 minutes</c>.</summary>
    public static string Step(TimeSpan span)
    {
        foreach (var (name, seconds) in s_units)
        {
            if (span == TimeSpan.FromSeconds(seconds))
                return name;
        }

        return Span(span);
    }

    /// <summary>Such as <c>08:30</c>, with seconds where there are any.</summary>
    public static string Time(TimeSpan time) =>
        time.ToString(time.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);

    public static string Times(MinuteSet minutes) => List(minutes.Minutes().Select(minute => Time(TimeSpan.FromMinutes(minute))));

    /// <summary>Such as <c>UTC+01:00</c>.</summary>
    public static string Offset(TimeSpan offset) =>
        offset == TimeSpan.Zero ? "UTC" : $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture)}";

    /// <summary>Such as <c>Monday to Friday</c>.</summary>
    public static string Weekdays(uint weekdays) => weekdays == DayRule.AllWeekdays ? "every day" : List(WeekdayRuns(weekdays));

    /// <summary>Such as <c>day 1, day 15 and the last day</c>.</summary>
    public static string MonthDays(uint days, bool hasLast)
    {
        var names = Enumerable.Range(1, 31)
            .Where(day => (days & (1u << day)) != 0)
            .Select(day => string.Create(CultureInfo.InvariantCulture, $"day {day}"));
        return List(hasLast ? names.Append("the last day") : names);
    }

    /// <summary>Such as <c>a, b and c</c>.</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all.Take(all.Count - 1))} and {all[^1]}";
    }

    // The week of people begins on Monday: of three and more days in a row the first and the last.
    private static IEnumerable<string> WeekdayRuns(uint weekdays)
    {
        for (var day = 1; day <= 7; day++)
        {
            if (!Has(day))
                continue;
            var first = day;
            while (day < 7 && Has(day + 1))
                day++;
            if (day - first >= 2)
            {
                yield return $"{Name(first)} to {Name(day)}";
                continue;
            }

            for (var single = first; single <= day; single++)
                yield return Name(single);
        }

        bool Has(int day) => (weekdays & (1u << (day % 7))) != 0;
        static string Name(int day) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(day % 7));
    }
}
