using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

/// <summary>An update of the machine's time zone data; alone, because where that data lies is a matter of the whole process.</summary>
[Collection(nameof(ZoneDataTests))]
[CollectionDefinition(nameof(ZoneDataTests), DisableParallelization = true)]
public sealed class ZoneDataTests
{
    private static readonly DateTimeOffset s_summer = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ChangedRules_TakeEffectAtTheNextQuestion()
    {
        using var data = new TemporaryDirectory("zones");
        var file = Path.Combine(data.Path, "Moving");
        File.Copy("/usr/share/zoneinfo/Europe/Berlin", file);
        var before = Environment.GetEnvironmentVariable("TZDIR");
        Environment.SetEnvironmentVariable("TZDIR", data.Path);
        try
        {
            var zones = new ScheduleZones();
            var daily = Schedule.Parse("daily 12:00");
            Assert.Equal(10, daily.Next(s_summer, zones.Find("Moving"))!.Value.Hour);
            Assert.Same(zones.Find("Moving"), zones.Find("Moving"));
            File.Copy("/usr/share/zoneinfo/Asia/Tokyo", file, overwrite: true);
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));
            Assert.Equal(3, daily.Next(s_summer, zones.Find("Moving"))!.Value.Hour);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZDIR", before);
        }
    }
}
