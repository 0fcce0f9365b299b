using System.Globalization;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Plugins.Scheduler.TracCron;

namespace OffTrac.Plugins.Scheduler.Tests.TracCron;

/// <summary>Imported schedules against a walk through all minutes of some months, by TracCron's own rules.</summary>
public sealed class TracCronTimesTests
{
    private static readonly DateTimeOffset s_begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_end = s_begin.AddDays(100);

    [Theory]
    [InlineData("daily", "8h30, 0h0, 23h59")]
    [InlineData("hourly", "0, 45")]
    [InlineData("weekly", "0@12h0, 6@12h0")]
    [InlineData("weekly", "3@0h0, 3@23h59")]
    [InlineData("monthly", "31@12h0, 1@12h0, 29@12h0")]
    [InlineData("daily", "8h30", "weekly", "2@8h30", "monthly", "15@8h30")]
    [InlineData("hourly", "30", "daily", "8h30")]
    [InlineData("weekly", "0@8h30, 0@9h30", "monthly", "15@8h30, 15@9h30")]
    [InlineData("weekly", "0@8h30, 4@8h30", "monthly", "1@8h30, 31@8h30")]
    [InlineData("cron", "0 0/25 8-10 ? * 5-7")]
    [InlineData("cron", "0 15 3 ? 2-3 7, 0 15 3 ? 2-3 1")]
    [InlineData("cron", "* 59 23 31 * ?")]
    [InlineData("cron", "* * 12 1 1 ? *")]
    [InlineData("cron", "0 5/20 0/11 28/2 * ?, 0 5/20 0/11 1-2 * ? *")]
    public void ImportedSchedule_ComesExactlyWhenTracCronRan(params string[] options)
    {
        var kinds = options.Chunk(2).Select(static option => new TracCronKind(option[0])
        {
            Text = option[1],
            Values = option[1].Split(',', StringSplitOptions.TrimEntries),
        }).ToList();
        var schedule = Schedule.Parse(TracCronSchedule.From(kinds));

        var expected = new List<DateTimeOffset>();
        for (var minute = s_begin.AddMinutes(1); minute < s_end; minute = minute.AddMinutes(1))
        {
            if (kinds.Exists(kind => kind.Values.Any(value => Fires(kind.Name, value, minute))))
                expected.Add(minute);
        }

        var actual = new List<DateTimeOffset>();
        for (var next = schedule.Next(s_begin, ScheduleZone.Utc); next < s_end; next = schedule.Next(next.Value, ScheduleZone.Utc))
            actual.Add(next.Value);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, actual);
    }

    private static bool Fires(string kind, string value, DateTimeOffset time)
    {
        var weekday = ((int)time.DayOfWeek + 6) % 7;
        var clock = string.Create(CultureInfo.InvariantCulture, $"{time.Hour}h{time.Minute}");
        return kind switch
        {
            "daily" => value == clock,
            "hourly" => value == time.Minute.ToString(CultureInfo.InvariantCulture),
            "weekly" => value == string.Create(CultureInfo.InvariantCulture, $"{weekday}@{clock}"),
            "monthly" => value == string.Create(CultureInfo.InvariantCulture, $"{time.Day}@{clock}"),
            _ => FiresCron(value.Split(' '), time, weekday + 1),
        };
    }

    private static bool FiresCron(string[] fields, DateTimeOffset time, int weekday) =>
        Matches(fields[1], time.Minute, 59) && Matches(fields[2], time.Hour, 23) && Matches(fields[3], time.Day, 31)
        && Matches(fields[4], time.Month, 12) && Matches(fields[5], weekday, 7);

    private static bool Matches(string field, int value, int highest)
    {
        if (field is "*" or "?")
            return true;
        var range = field.Split('-');
        var step = field.Split('/');
        if (range.Length == 2)
            return value >= Number(range[0]) && value <= Number(range[1]);
        return step.Length == 2
            ? value >= Number(step[0]) && value <= highest && (value - Number(step[0])) % Number(step[1]) == 0
            : value == Number(field);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
