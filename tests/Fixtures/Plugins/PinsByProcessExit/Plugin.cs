using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.pins-by-process-exit", Description = "PinsByProcessExit.")]

namespace Fixture.PinsByProcessExit;

[Component("fixture.pins-by-process-exit.Component")]
public sealed class Component() : FixtureComponent("pins-by-process-exit")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _exits++;
        return new("held");
    }

    private int _exits;
}
