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
    public async Task ChangedRules_TakeEffectWithoutARestart()
    {
        using var data = new TemporaryDirectory("zones");
        var file = Path.Combine(data.Path, "Moving");
        File.Copy("/usr/share/zoneinfo/Europe/Berlin", file);
        File.CreateSymbolicLink(Path.Combine(data.Path, "Linked"), "Moving");
        var before = Environment.GetEnvironmentVariable("TZDIR");
        Environment.SetEnvironmentVariable("TZDIR", data.Path);
        try
        {
            var zone = ScheduleZone.Find("Linked");
            var daily = Schedule.Parse("daily 12:00");
            Assert.Equal(10, daily.Next(s_summer, zone)!.Value.Hour);
            File.Delete(file);
            await Task.Delay(1100);
            Assert.Equal(10, daily.Next(s_summer, zone)!.Value.Hour);
            File.Copy("/usr/share/zoneinfo/Asia/Tokyo", file);
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));
            for (var attempt = 0; attempt < 100 && daily.Next(s_summer, zone)!.Value.Hour != 3; attempt++)
                await Task.Delay(100);
            Assert.Equal(3, daily.Next(s_summer, zone)!.Value.Hour);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TZDIR", before);
        }
    }
}
