using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.spins-forever", Description = "SpinsForever.")]

namespace Fixture.SpinsForever;

[Component("fixture.spins-forever.Component")]
public sealed class Component() : FixtureComponent("spins-forever")
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        Spin();
        return new("never");
    }

    private static void Spin()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }
}
