namespace OffTrac.Plugins.Maintenance.Tests;

/// <summary>A clock that shows one moment; timers run as usual.</summary>
internal sealed class FixedTime(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
