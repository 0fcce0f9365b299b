using System.Globalization;
using OffTrac.Plugins.Scheduler.Schedules;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

public sealed class SyntaxTests
{
    private static readonly DateTimeOffset s_after = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("DAILY 02:30,14:00", "daily 14:00 02:30")]
    [InlineData("daily 02:30 , 14:00", "daily 14:00 02:30 14:00")]
    [InlineData("  daily\t8:05  ", "daily 08:05")]
    [InlineData("weekly Mon,WED-fri 08:00", "weekly 1 3 4 5 08:00")]
    [InlineData("weekly sat-mon 08:00", "weekly 6,7,1 08:00")]
    [InlineData("weekly 0 08:00", "weekly 7 08:00")]
    [InlineData("weekly 0-7 08:00", "daily 08:00")]
    [InlineData("weekly 7-1 08:00", "weekly sun,mon 08:00")]
    [InlineData("weekly sun-sun 08:00", "weekly sun 08:00")]
    [InlineData("weekly mon-sun 08:00", "daily 08:00")]
    [InlineData("weekly tue-mon 08:00", "daily 08:00")]
    [InlineData("monthly 1, LAST 03:00", "cron 0 3 1,L * *")]
    [InlineData("monthly 31,last 03:00", "monthly last 03:00")]
    [InlineData("monthly 28,29,30,31,last 03:00", "cron 0 3 28-31,L * ?")]
    [InlineData("every 90m", "every 1h30m")]
    [InlineData("EVERY 1W2D3H4M5S", "every 788645s")]
    [InlineData("every 24h", "every 1d")]
    [InlineData("every 0h5m", "every 05m")]
    [InlineData("@EVERY 10m", "every 10m")]
    [InlineData("@hourly", "cron 0 * * * *")]
    [InlineData("@daily", "daily 00:00")]
    [InlineData("@Midnight", "daily 00:00")]
    [InlineData("@weekly", "weekly sun 00:00")]
    [InlineData("@monthly", "monthly 1 00:00")]
    [InlineData("@yearly", "cron 0 0 1 JAN *")]
    [InlineData("@annually", "@yearly")]
    [InlineData("Cron 0 0 l * ?", "monthly last 00:00")]
    [InlineData("cron 0 0 ?/2 * *", "cron 0 0 */2 * *")]
    [InlineData("cron 0 0 */2 * fri", "cron 0 0 */2 * 5")]
    [InlineData("cron 0 0 ? * fri", "weekly fri 00:00")]
    [InlineData("cron 0 0 * * fri-mon", "weekly fri,sat,sun,mon 00:00")]
    [InlineData("cron 0 0 * * fri-mon/2", "weekly fri,sun 00:00")]
    [InlineData("cron 0 0 * * 1/3", "weekly mon,thu,sun 00:00")]
    [InlineData("cron 0 0 * * 0-7", "daily 00:00")]
    [InlineData("cron 0 0 1 jan-mar,DEC *", "cron 0 0 1 1,2,3,12 *")]
    [InlineData("cron 0 0 28/2 * *", "monthly 28,30 00:00")]
    [InlineData("cron 0 22/1 * * *", "daily 22:00 23:00")]
    [InlineData("cron 0\t0  1   1 *", "@yearly")]
    [InlineData("cron 0 0 13,* * fri", "daily 00:00")]
    [InlineData("every 15m between 8:00 and 18:00 on mon, wed", "EVERY 15m BETWEEN 08:00 AND 18:00 ON wed mon mon")]
    [InlineData("every 15m between 08:00 and 18:00 on 0-6", "every 15m between 08:00 and 18:00")]
    [InlineData("every 2h between 06:30 and 06:30", "daily 06:30")]
    [InlineData("every 30h between 06:30 and 10:00", "daily 06:30")]
    [InlineData("every 1h between 23:00 and 00:00", "daily 23:00 00:00")]
    [InlineData("once 2026-03-01t12:00z", "once 2026-03-01T13:30:00+01:30")]
    [InlineData("once 2026-03-01T12:00", "once 2026-03-01T12:00:00Z")]
    public void SameMeaning_SameSlots(string text, string other)
    {
        var expected = Slots(other);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Slots(text));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("sometimes", 1)]
    [InlineData("*/5 * * * *", 1)]
    [InlineData("@reboot", 1)]
    [InlineData("@daily 08:00", 8)]
    [InlineData("manual now", 8)]
    [InlineData("daily", 6)]
    [InlineData("daily,08:00", 6)]
    [InlineData("daily 8h30", 7)]
    [InlineData("daily 24:00", 7)]
    [InlineData("daily 08:60", 7)]
    [InlineData("daily 08:00:00", 7)]
    [InlineData("daily 08:00,", 12)]
    [InlineData("daily 08:00,,09:00", 13)]
    [InlineData("daily , 08:00", 7)]
    [InlineData("daily ٠٨:٠٠", 7)]
    [InlineData("daily 08:00\nmanual", 7)]
    [InlineData("weekly 08:00", 8)]
    [InlineData("weekly mon", 11)]
    [InlineData("weekly mon, 08:00", 11)]
    [InlineData("weekly xyz 08:00", 8)]
    [InlineData("weekly 8 08:00", 8)]
    [InlineData("weekly mon- 08:00", 8)]
    [InlineData("weekly mon-wed-fri 08:00", 8)]
    [InlineData("weekly mon 08:00 tue", 18)]
    [InlineData("monthly 0 08:00", 9)]
    [InlineData("monthly 1,32 08:00", 11)]
    [InlineData("monthly 08:00", 9)]
    [InlineData("monthly first 08:00", 9)]
    [InlineData("monthly -1 08:00", 9)]
    [InlineData("every", 6)]
    [InlineData("every 5", 8)]
    [InlineData("every m", 7)]
    [InlineData("every 5x", 8)]
    [InlineData("every 0s", 7)]
    [InlineData("every 5m2h", 10)]
    [InlineData("every 5m5m", 10)]
    [InlineData("every 1.5h", 8)]
    [InlineData("every -5m", 7)]
    [InlineData("every 99999999999999999999s", 7)]
    [InlineData("every 999999999999w", 7)]
    [InlineData("every 36501d", 7)]
    [InlineData("every 5m afterwards", 10)]
    [InlineData("every 5m after 08:00", 16)]
    [InlineData("every 5m between 25:00 and 26:00", 18)]
    [InlineData("every 5m between 08:00 18:00", 24)]
    [InlineData("every 5m between 08:00 and", 27)]
    [InlineData("every 5m between 08:00 and 18:00 mon", 34)]
    [InlineData("every 5m between 08:00 and 18:00 on", 36)]
    [InlineData("every 5m between 08:00 and 18:00 on workdays", 37)]
    [InlineData("@every 5m after", 11)]
    [InlineData("cron", 5)]
    [InlineData("cron 0 0 * *", 13)]
    [InlineData("cron 0 0 * * * *", 16)]
    [InlineData("cron 60 * * * *", 6)]
    [InlineData("cron * 24 * * *", 8)]
    [InlineData("cron * * 0 * *", 10)]
    [InlineData("cron * * 32 * *", 10)]
    [InlineData("cron * * * 13 *", 12)]
    [InlineData("cron * * * 0 *", 12)]
    [InlineData("cron * * * * 8", 14)]
    [InlineData("cron * * * mon *", 12)]
    [InlineData("cron * * * nov-feb *", 12)]
    [InlineData("cron */0 * * * *", 6)]
    [InlineData("cron */ * * * *", 6)]
    [InlineData("cron 5-1 * * * *", 6)]
    [InlineData("cron 1,,2 * * * *", 8)]
    [InlineData("cron 1, * * * *", 8)]
    [InlineData("cron ,1 * * * *", 6)]
    [InlineData("cron 1,x * * * *", 8)]
    [InlineData("cron ? * * * *", 6)]
    [InlineData("cron * * * ? *", 12)]
    [InlineData("cron * * * * L", 14)]
    [InlineData("cron * * L/2 * *", 10)]
    [InlineData("cron * * L-3 * *", 10)]
    [InlineData("cron *-5 * * * *", 6)]
    [InlineData("cron 1/2/3 * * * *", 6)]
    [InlineData("cron 1-2-3 * * * *", 6)]
    [InlineData("cron -1 * * * *", 6)]
    [InlineData("cron +1 * * * *", 6)]
    [InlineData("cron */99999999999 * * * *", 6)]
    [InlineData("cron @daily", 6)]
    [InlineData("once", 5)]
    [InlineData("once tomorrow", 6)]
    [InlineData("once 2026-02-30T12:00", 6)]
    [InlineData("once 2026-03-01", 6)]
    [InlineData("once 2026-03-01T24:00", 6)]
    [InlineData("once 2026-03-01T12:00+0100", 6)]
    [InlineData("once 2026-03-01T12:00+24:00", 22)]
    [InlineData("once 2026-03-01 12:00", 6)]
    [InlineData("once 2026-03-01T12:00 Z", 23)]
    public void BadText_IsRefusedInOneLineWithItsColumn(string text, int column)
    {
        var exception = Assert.Throws<ScheduleFormatException>(() => Schedule.Parse(text));
        Assert.Equal((text, column), (text, exception.Column));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("allowed: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LongText_IsRefusedWithoutBeingRepeated()
    {
        var exception = Assert.Throws<ScheduleFormatException>(() => Schedule.Parse("daily " + new string('x', 100_000)));
        Assert.InRange(exception.Message.Length, 1, 500);
    }

    [Fact]
    public void RandomText_IsReadOrRefused()
    {
        var random = new Random(20261121);
        string[] pieces = ["every", "daily", "weekly", "monthly", "cron", "once", "between", "and", "on", "after", "5m", "08:00", "mon", "mon-fri", "last", "31", "*", "*/2", "?", "L", ",", ",,", "-", "/", ":", "0", "7", "2026-03-01T12:00", "Z", "\u00E9", "\uD83D", "\0", "\r\n"];
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => pieces[random.Next(pieces.Length)] + (random.Next(4) == 0 ? "" : " ")));
            try
            {
                var schedule = Schedule.Parse(text);
                _ = schedule.Next(s_after, ScheduleZone.Utc);
                Assert.NotEmpty(schedule.Describe(ScheduleZone.Utc));
            }
            catch (ScheduleFormatException exception)
            {
                Assert.InRange(exception.Column, 1, text.Length + 1);
            }
        }
    }

    [Theory]
    [InlineData("manual", true, false, false)]
    [InlineData("AT-START", false, true, false)]
    [InlineData("once 2026-03-01T12:00", false, false, true)]
    [InlineData("daily 08:00", false, false, false)]
    public void Kinds_AreTold(string text, bool isManual, bool isAtStart, bool isOnce)
    {
        var schedule = Schedule.Parse(text);
        Assert.Equal((isManual, isAtStart, isOnce), (schedule.IsManual, schedule.IsAtStart, schedule.IsOnce));
        Assert.Null(schedule.AfterEnd);
        Assert.Equal(isManual || isAtStart, schedule.Next(s_after, ScheduleZone.Utc) is null);
    }

    [Fact]
    public void AfterTheEnd_HasAPauseAndNoSlots()
    {
        var schedule = Schedule.Parse("every 1h30m AFTER");
        Assert.Equal(TimeSpan.FromMinutes(90), schedule.AfterEnd);
        Assert.Null(schedule.Next(s_after, ScheduleZone.Utc));
        Assert.Null(schedule.Warning(s_after, ScheduleZone.Utc));
    }

    [Theory]
    [InlineData("every 15m between 08:00 and 18:00 on mon-fri", "every 15 minutes between 08:00 and 18:00, Monday to Friday, Europe/Berlin")]
    [InlineData("every 1m", "every minute")]
    [InlineData("every 2h30m", "every 2 hours 30 minutes")]
    [InlineData("every 5m after", "5 minutes after the end of the run before")]
    [InlineData("daily 14:00, 02:30", "every day at 02:30 and 14:00, Europe/Berlin")]
    [InlineData("weekly sat-mon,wed 09:00", "Monday, Wednesday, Saturday and Sunday at 09:00, Europe/Berlin")]
    [InlineData("monthly 1,15,last 03:00", "every month on day 1, day 15 and the last day at 03:00, Europe/Berlin")]
    [InlineData("cron 0 9,17 * * mon-fri", "at 09:00 and 17:00, Monday to Friday, Europe/Berlin")]
    [InlineData("cron */20 * * * *", "at minute 0, 20 and 40 of every hour, every day, Europe/Berlin")]
    [InlineData("cron * * * * *", "every minute, every day, Europe/Berlin")]
    [InlineData("cron 0 0 13 * fri", "at 00:00, on day 13 or on Friday, Europe/Berlin")]
    [InlineData("cron 0 0 */15 jun fri", "at 00:00, on day 1, day 16 and day 31 if it is Friday in June, Europe/Berlin")]
    [InlineData("cron 0 0 * jan *", "at 00:00, every day in January, Europe/Berlin")]
    [InlineData("once 2026-03-01T12:00", "once, on 2026-03-01 at 12:00, Europe/Berlin")]
    [InlineData("once 2026-03-01T12:00:30-05:30", "once, on 2026-03-01 at 12:00:30, UTC-05:30")]
    [InlineData("manual", "only by hand")]
    [InlineData("at-start", "at each start of the host")]
    public void Meaning_IsInWords(string text, string words) =>
        Assert.Equal(words, Schedule.Parse(text).Describe(ScheduleZone.Find("Europe/Berlin")));

    private static List<string> Slots(string text)
    {
        var schedule = Schedule.Parse(text);
        var slots = new List<string>();
        for (var slot = schedule.Next(s_after, ScheduleZone.Utc); slot is { } found && slots.Count < 50; slot = schedule.Next(found, ScheduleZone.Utc))
            slots.Add(found.ToString("u", CultureInfo.InvariantCulture));
        return slots;
    }
}
