using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-task", Description = "PinsByTask.")]

namespace Fixture.PinsByTask;

[Component("fixture.pins-by-task.Component")]
public sealed class Component(IHost host) : FixtureComponent("pins-by-task")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        _ = RunAsync();
        return new("running");
    }

    private async Task RunAsync()
    {
        while (true)
        {
            await Task.Delay(10, host.Stopping);
        }
    }
}
