using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

[assembly: Plugin("fixture.spins-forever", Description = "SpinsForever.")]

namespace Fixture.SpinsForever;

[Component("fixture.spins-forever.Component")]
public sealed class Component() : FixtureComponent("spins-forever"), ITicketChangeListener
{
    protected override ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        Spin();
        return new("never");
    }

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        Spin();
        return default;
    }

    private static void Spin()
    {
        while (true)
        {
            Thread.SpinWait(1000);
        }
    }
}
