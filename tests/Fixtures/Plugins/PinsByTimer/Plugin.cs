using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-timer", Description = "PinsByTimer.")]

namespace Fixture.PinsByTimer;

[Component("fixture.pins-by-timer.Component")]
public sealed class Component() : FixtureComponent("pins-by-timer"), IAsyncDisposable
{
    private Timer? _timer;
    private int _ticks;

    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        _timer = new Timer(_ => _ticks++, null, 0, 10);
        return new("ticking");
    }

    public async ValueTask DisposeAsync()
    {
        if (_timer is { } timer)
        {
            await timer.DisposeAsync();
        }
    }
}
