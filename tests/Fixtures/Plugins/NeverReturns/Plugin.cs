using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.never-returns", Description = "NeverReturns.")]

namespace Fixture.NeverReturns;

[Component("fixture.never-returns.Component")]
public sealed class Component() : FixtureComponent("never-returns"), ITicketChangeListener
{
    protected override async ValueTask<string> ActAsync(CancellationToken cancellation)
    {
        await new TaskCompletionSource().Task;
        return "never";
    }

    public async ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) =>
        await new TaskCompletionSource().Task;
}
