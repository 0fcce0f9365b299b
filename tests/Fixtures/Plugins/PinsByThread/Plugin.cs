using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-thread", Description = "PinsByThread.")]

namespace Fixture.PinsByThread;

[Component("fixture.pins-by-thread.Component")]
public sealed class Component(IHost host) : FixtureComponent("pins-by-thread")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        new Thread(Run) { IsBackground = true }.Start();
        return new("running");
    }

    private void Run() => host.Stopping.WaitHandle.WaitOne();
}
