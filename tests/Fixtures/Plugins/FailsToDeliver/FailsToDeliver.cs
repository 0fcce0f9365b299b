using System.Globalization;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Tickets;

[assembly: Plugin("fixture.fails-to-deliver", Description = "FailsToDeliver.")]

namespace Fixture.FailsToDeliver;

/// <summary>Passes the numbers of new tickets on to a file "heard"; a file "away" stands for an outage of what it talks to.</summary>
[Component("fixture.fails-to-deliver.Component", Delivery = Delivery.Durable)]
public sealed class Component(IEnvironment environment) : ITicketChangeListener
{
    public async ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        if (File.Exists(Path.Combine(environment.Directory, "away")))
            throw new InvalidOperationException("the other side is away");
        await File.AppendAllTextAsync(
            Path.Combine(environment.Directory, "heard"), created.Ticket.Id.ToString(CultureInfo.InvariantCulture) + "\n", cancellation);
    }
}
