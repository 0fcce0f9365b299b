using System.Globalization;
using OffTrac.Plugins.Scheduler.Schedules;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>Random schedules against a reader that walks through every real minute.</summary>
public sealed class WalkTests
{
    private const int SchedulesPerZone = 150;

    [Theory]
    [InlineData("UTC", "2028-02-20", 20)]
    [InlineData("GMT +5:30", "2026-01-20", 20)]
    [InlineData("Asia/Kathmandu", "2026-01-20", 20)]
    [InlineData("Europe/Berlin", "2026-03-20", 20)]
    [InlineData("Europe/Berlin", "2026-10-15", 20)]
    [InlineData("Europe/Dublin", "2026-10-15", 20)]
    [InlineData("America/New_York", "2026-03-01", 20)]
    [InlineData("America/New_York", "2026-10-25", 20)]
    [InlineData("Australia/Lord_Howe", "2025-09-28", 20)]
    [InlineData("Australia/Lord_Howe", "2026-03-28", 20)]
    [InlineData("Africa/Cairo", "2024-04-20", 20)]
    [InlineData("Africa/Cairo", "2024-10-20", 20)]
    [InlineData("Africa/Casablanca", "2026-02-10", 45)]
    [InlineData("Pacific/Apia", "2011-12-20", 20)]
    [InlineData("Pacific/Kiritimati", "1994-12-20", 20)]
    [InlineData("America/Sao_Paulo", "2018-10-28", 20)]
    [InlineData("America/Sao_Paulo", "2018-02-10", 20)]
    [InlineData("America/Caracas", "2016-04-20", 20)]
    [InlineData("Asia/Pyongyang", "2015-08-05", 20)]
    [InlineData("Asia/Pyongyang", "2018-04-28", 20)]
    [InlineData("Antarctica/Troll", "2026-03-20", 20)]
    [InlineData("Antarctica/Casey", "2020-09-25", 20)]
    [InlineData("America/Recife", "2000-10-01", 30)]
    [InlineData("America/Nuuk", "2023-03-15", 20)]
    public void RandomSchedules_AreDueAtTheMinutesThatAWalkFinds(string name, string from, int days)
    {
        var start = DateTime.SpecifyKind(DateTime.Parse(from, CultureInfo.InvariantCulture), DateTimeKind.Utc);
        var walk = new MinuteWalk(name, Rules(name), start, start.AddDays(days));
        var zone = ScheduleZone.Find(name);
        var random = new Random(HashOf(name, days));
        var draw = new ScheduleDraw(random);
        for (var i = 0; i < SchedulesPerZone; i++)
        {
            var drawn = draw.Next();
            var schedule = Schedule.Parse(drawn.Text);
            var expected = walk.Slots(drawn);
            Assert.True(expected.SequenceEqual(Chain(schedule, zone, walk)), Difference(drawn, walk, expected, [.. Chain(schedule, zone, walk)]));
            CheckAnyInstant(schedule, zone, walk, expected, random);
        }
    }

    private static IEnumerable<DateTimeOffset> Chain(Schedule schedule, ScheduleZone zone, MinuteWalk walk)
    {
        for (var slot = schedule.Next(new DateTimeOffset(walk.From), zone); slot is { } found && found.UtcDateTime <= walk.Until; slot = schedule.Next(found, zone))
            yield return found;
    }

    // Not only from slot to slot: the answer must not depend on where one asks, down to the tick.
    private static void CheckAnyInstant(Schedule schedule, ScheduleZone zone, MinuteWalk walk, IReadOnlyList<DateTimeOffset> expected, Random random)
    {
        var span = walk.Until - walk.From;
        for (var i = 0; i < 40; i++)
        {
            var after = expected.Count > 0 && i % 2 == 0
                ? expected[random.Next(expected.Count)].AddTicks(random.Next(-1, 2))
                : new DateTimeOffset(walk.From).AddTicks(random.NextInt64(span.Ticks));
            if (expected.FirstOrDefault(slot => slot > after) is { Ticks: > 0 } next)
                Assert.Equal((schedule.Text, zone.Name, after, next), (schedule.Text, zone.Name, after, schedule.Next(after, zone)));
        }
    }

    private static string Difference(DrawnSchedule drawn, MinuteWalk walk, IReadOnlyList<DateTimeOffset> expected, IReadOnlyList<DateTimeOffset> actual) =>
        $"{drawn.Text} in {walk.Name}: lacks {Shown(expected.Except(actual))}; has {Shown(actual.Except(expected))}";

    private static string Shown(IEnumerable<DateTimeOffset> slots) => string.Join(' ', slots.Take(5).Select(InstantText.Format));

    private static TimeZoneInfo Rules(string name) => name == "GMT +5:30"
        ? TimeZoneInfo.CreateCustomTimeZone(name, new TimeSpan(5, 30, 0), name, name)
        : TimeZoneInfo.FindSystemTimeZoneById(name);

    // The same draw in every run.
    private static int HashOf(string name, int days) => name.Aggregate(days, (hash, character) => unchecked(hash * 31 + character));
}
