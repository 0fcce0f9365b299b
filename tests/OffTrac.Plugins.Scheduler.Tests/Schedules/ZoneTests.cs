using System.Globalization;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Tests.Schedules;

public sealed class ZoneTests
{
    private static readonly DateTime s_summer = new(2026, 7, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("UTC", "UTC", "00:00")]
    [InlineData("utc", "UTC", "00:00")]
    [InlineData("GMT", "GMT", "00:00")]
    [InlineData(" Europe/Berlin ", "Europe/Berlin", "02:00")]
    [InlineData("Etc/GMT+2", "Etc/GMT+2", "-02:00")]
    [InlineData("GMT +2:00", "GMT +2:00", "02:00")]
    [InlineData("GMT -9:00", "GMT -9:00", "-09:00")]
    [InlineData("GMT +05:30", "GMT +5:30", "05:30")]
    [InlineData("gmt+14:00", "GMT +14:00", "14:00")]
    [InlineData("GMT -12:00", "GMT -12:00", "-12:00")]
    [InlineData("W. Europe Standard Time", "W. Europe Standard Time", "02:00")]
    [InlineData("US Eastern Standard Time", "US Eastern Standard Time", "-04:00")]
    [InlineData("India Standard Time", "India Standard Time", "05:30")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires", "-03:00")]
    public void Name_IsFound(string name, string shown, string offset)
    {
        var zone = ScheduleZone.Find(name);
        Assert.Equal((shown, TimeSpan.Parse(offset, CultureInfo.InvariantCulture)), (zone.Name, zone.Clock.OffsetAt(s_summer)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Mars/Olympus")]
    [InlineData("GMT +15:00")]
    [InlineData("GMT +2:60")]
    [InlineData("GMT +2")]
    [InlineData("../../../etc/passwd")]
    [InlineData("/usr/share/zoneinfo/Europe/Berlin")]
    [InlineData("Europe/../Europe/Berlin")]
    [InlineData("zone.tab")]
    [InlineData("Europe")]
    [InlineData("Europe/Berlin\nUTC")]
    [InlineData("Europe/Berlin\0")]
    public void OtherName_IsRefusedInOneLine(string name)
    {
        var exception = Assert.Throws<TracException>(() => ScheduleZone.Find(name));
        Assert.DoesNotContain('\n', exception.Message);
        Assert.Contains("allowed: ", exception.Message, StringComparison.Ordinal);
    }
}
