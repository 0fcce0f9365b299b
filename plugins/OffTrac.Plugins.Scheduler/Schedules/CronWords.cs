using System.Globalization;

namespace OffTrac.Plugins.Scheduler.Schedules;

/// <summary>A cron line in English words.</summary>
internal static class CronWords
{
    private const int MostTimes = 6;

    public static string Describe(CronFields cron) => $"{Times(cron)}, {Days(cron)}{Months(cron)}";

    private static string Times(CronFields cron)
    {
        var (minutes, hours) = (cron.Minute.Values().ToList(), cron.Hour.Values().ToList());
        if (minutes.Count * hours.Count <= MostTimes)
        {
            return "at " + ScheduleWords.List(hours.SelectMany(hour => minutes.Select(minute =>
                ScheduleWords.Time(new TimeSpan(hour, minute, 0)))));
        }

        var past = cron.Minute.IsAll ? "every minute" : $"at minute {Numbers(minutes)}";
        var of = cron.Hour.IsAll ? "of every hour" : $"of hour {Numbers(hours)}";
        return cron.Minute.IsAll && cron.Hour.IsAll ? past : $"{past} {of}";
    }

    private static string Days(CronFields cron)
    {
        var monthDays = cron.Day.IsAll ? null : "on " + ScheduleWords.MonthDays((uint)cron.Day.Bits, cron.Day.HasLast);
        var weekdays = cron.Weekday.IsAll ? null : ScheduleWords.Weekdays((uint)cron.Weekday.Bits);
        var isEither = !cron.Day.BeginsWithStar && !cron.Weekday.BeginsWithStar;
        if (isEither)
            return monthDays is null || weekdays is null ? "every day" : $"{monthDays} or on {weekdays}";
        return (monthDays, weekdays) switch
        {
            (null, null) => "every day",
            (null, _) => weekdays,
            (_, null) => monthDays,
            _ => $"{monthDays} if it is {weekdays}",
        };
    }

    private static string Months(CronFields cron) =>
        cron.Month.IsAll ? "" : " in " + ScheduleWords.List(cron.Month.Values().Select(CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName));

    private static string Numbers(IEnumerable<int> numbers) =>
        ScheduleWords.List(numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
}
