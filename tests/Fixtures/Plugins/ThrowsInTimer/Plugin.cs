using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-in-timer", Description = "ThrowsInTimer.")]

namespace Fixture.ThrowsInTimer;

[Component("fixture.throws-in-timer.Component")]
public sealed class Component() : FixtureComponent("throws-in-timer")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        _timer = new Timer(static _ => throw new InvalidOperationException("thrown in a timer"), null, 0, Timeout.Infinite);
        return new("thrown");
    }

    private Timer? _timer;
}
