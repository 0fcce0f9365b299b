using OffTrac.Sdk;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>A clock that stands still.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = TracTime.FromMicroseconds(1_750_000_000_123_456);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Now;
}
