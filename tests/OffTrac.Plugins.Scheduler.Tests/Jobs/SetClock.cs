namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

/// <summary>A clock that stands still until it is set; timers run as usual.</summary>
internal sealed class SetClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
