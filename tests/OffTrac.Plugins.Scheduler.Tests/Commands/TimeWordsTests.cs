using System.Globalization;
using OffTrac.Plugins.Scheduler.Commands;

namespace OffTrac.Plugins.Scheduler.Tests.Commands;

public sealed class TimeWordsTests
{
    [Theory]
    [InlineData("10:03:59", "10 h 3 min")]
    [InlineData("2.00:00:00", "2 days")]
    [InlineData("1.05:59:00", "1 day 5 h")]
    [InlineData("1.00:59:59", "1 day")]
    [InlineData("00:03:05", "3 min 5 s")]
    [InlineData("00:00:12.9", "12 s")]
    [InlineData("00:00:00.850", "850 ms")]
    [InlineData("00:00:00", "0 ms")]
    [InlineData("-00:02:00", "2 min")]
    public void Duration_IsSaidInItsTwoLargestUnits(string duration, string expected) =>
        Assert.Equal(expected, TimeWords.Duration(TimeSpan.Parse(duration, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("00:03:40", "in 3 min")]
    [InlineData("02:05:40", "in 2 h 5 min")]
    [InlineData("00:00:40", "in 40 s")]
    [InlineData("00:00:00.9", "now")]
    [InlineData("-00:00:00.9", "now")]
    [InlineData("-2.13:00:00", "2 days ago")]
    [InlineData("-1.13:20:00", "1 day 13 h ago")]
    [InlineData("-00:01:59", "1 min ago")]
    public void Moment_IsSaidFromNow(string distance, string expected)
    {
        var now = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, TimeWords.Relative(now + TimeSpan.Parse(distance, CultureInfo.InvariantCulture), now));
    }
}
