using OffTrac.Sdk;

namespace OffTrac.Sdk.Tests;

public sealed class TracTimeTests
{
    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.0000000+00:00")]
    [InlineData(1, "1970-01-01T00:00:00.0000010+00:00")]
    [InlineData(-1, "1969-12-31T23:59:59.9999990+00:00")]
    [InlineData(1767312000000000, "2026-01-02T00:00:00.0000000+00:00")]
    [InlineData(253402300799999999, "9999-12-31T23:59:59.9999990+00:00")]
    [InlineData(-62135596800000000, "0001-01-01T00:00:00.0000000+00:00")]
    public void FromMicroseconds_AnyStoredTime_IsExactBothWays(long microseconds, string expected)
    {
        var time = TracTime.FromMicroseconds(microseconds);
        Assert.Equal(expected, time.ToString("o", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(microseconds, TracTime.ToMicroseconds(time));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(253402300800000000)]
    public void FromMicroseconds_OutsideOfTheCalendar_IsRefused(long microseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TracTime.FromMicroseconds(microseconds));

    [Fact]
    public void Truncate_FinerThanAMicrosecond_CutsTowardsThePast()
    {
        Assert.Equal(-1, TracTime.ToMicroseconds(DateTimeOffset.UnixEpoch.AddTicks(-1)));
        Assert.Equal(DateTimeOffset.UnixEpoch, TracTime.Truncate(DateTimeOffset.UnixEpoch.AddTicks(9)));
    }
}
