using OffTrac.Plugins.Scheduler.Schedules;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

public sealed class LimitTests
{
    private static readonly DateTimeOffset s_after = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TheoryData<string> Everything { get; } =
        ["every 7s", "every 36500d", "daily 00:00", "weekly sun 23:59", "monthly last 12:00", "every 1h between 22:00 and 02:00", "cron 0 0 29 2 *", "cron * * * * *", "once 9998-12-31T23:59", "once 0002-01-01T00:00-23:59"];

    [Theory]
    [InlineData("cron 0 0 31 2 *")]
    [InlineData("cron * * 30 2 *")]
    [InlineData("cron 0 0 31 2,4,6,9,11 ?")]
    [InlineData("monthly 30 00:00", true)]
    [InlineData("once 2025-12-31T23:59:59Z")]
    [InlineData("once 2026-01-01T00:00:00Z")]
    [InlineData("once 2026-01-01T00:00:01Z", true)]
    public void ScheduleThatNeverFires_IsAWarning(string text, bool fires = false)
    {
        var schedule = Schedule.Parse(text);
        foreach (var zone in (ScheduleZone[])[ScheduleZone.Utc, ScheduleZone.Find("GMT +0:00")])
        {
            Assert.Equal(fires, schedule.Next(s_after, zone) is not null);
            Assert.Equal(fires, schedule.Warning(s_after, zone) is null);
        }
    }

    [Fact]
    public void LeapDay_IsFoundOverACenturyWithoutOne()
    {
        var slot = Schedule.Parse("cron 0 0 29 2 *").Next(new DateTimeOffset(2096, 3, 1, 0, 0, 0, TimeSpan.Zero), ScheduleZone.Utc);
        Assert.Equal(new DateTimeOffset(2104, 2, 29, 0, 0, 0, TimeSpan.Zero), slot);
    }

    [Fact]
    public void SlotBeyondTenYears_IsNotLookedFor()
    {
        // 29 February on a Friday, both required: 2036 and then 2064.
        var schedule = Schedule.Parse("cron 0 0 29 2 */5");
        Assert.NotNull(schedule.Next(s_after, ScheduleZone.Utc));
        Assert.Null(schedule.Next(new DateTimeOffset(2040, 3, 1, 0, 0, 0, TimeSpan.Zero), ScheduleZone.Utc));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void AnyInstantOfTheCalendar_CanBeAskedAbout(string text)
    {
        var schedule = Schedule.Parse(text);
        foreach (var name in (string[])["UTC", "GMT +14:00", "GMT -12:00", "Pacific/Apia", "Europe/Berlin"])
        {
            var zone = ScheduleZone.Find(name);
            foreach (var after in (DateTimeOffset[])[DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch.AddTicks(-1), DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue.AddYears(-2), DateTimeOffset.MaxValue])
            {
                var slot = schedule.Next(after, zone);
                Assert.True(slot is null || (slot > after && slot.Value.Offset == TimeSpan.Zero));
            }
        }
    }

    [Fact]
    public void Interval_KeepsItsGridBefore1970() =>
        Assert.Equal(
            DateTimeOffset.UnixEpoch.AddMinutes(-5),
            Schedule.Parse("every 5m").Next(DateTimeOffset.UnixEpoch.AddMinutes(-10).AddTicks(1), ScheduleZone.Utc));

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Africa/Cairo")]
    [InlineData("Asia/Kathmandu")]
    public void TenYears_AreWalkedSlotBySlotWithoutStandingStill(string name)
    {
        var zone = ScheduleZone.Find(name);
        foreach (var text in (string[])["daily 02:30", "weekly mon-fri 02:15,03:00", "cron 30 2 * * *", "cron */30 1-3 * * *", "monthly 1,last 00:00", "every 20m between 01:50 and 03:10 on sun"])
        {
            var schedule = Schedule.Parse(text);
            var days = new HashSet<DateTime>();
            var at = s_after;
            while (at < s_after.AddYears(10))
            {
                var slot = schedule.Next(at, zone)!.Value;
                Assert.True(slot > at);
                Assert.Equal(slot, schedule.Next(slot.AddTicks(-10), zone));
                days.Add(zone.Clock.ToLocal(slot.UtcDateTime).Date);
                at = slot;
            }

            if (text.StartsWith("daily", StringComparison.Ordinal))
                Assert.InRange(days.Count, 3652, 3654);
        }
    }
}
