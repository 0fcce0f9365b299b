using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.fails-in-background", Description = "FailsInBackground.")]

namespace Fixture.FailsInBackground;

[Component("fixture.fails-in-background.Component")]
public sealed class Component() : FixtureComponent("fails-in-background"), IBackgroundService
{
    private int _starts;

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new($"{Volatile.Read(ref _starts)}");

    public Task RunAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _starts);
        throw new InvalidOperationException("thrown in the background");
    }
}
