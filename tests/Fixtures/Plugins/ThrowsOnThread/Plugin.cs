using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-on-thread", Description = "ThrowsOnThread.")]

namespace Fixture.ThrowsOnThread;

[Component("fixture.throws-on-thread.Component")]
public sealed class Component() : FixtureComponent("throws-on-thread")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        new Thread(static () => throw new InvalidOperationException("thrown on a thread")).Start();
        return new("thrown");
    }

}
