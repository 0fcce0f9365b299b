using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace AcmeNamespace;

/// <summary>Greets whoever makes a ticket, in the log.</summary>
[Component("acme.greeter.TicketGreeter")]
public sealed class TicketGreeter(IOptionsMonitor<GreeterOptions> options, ILogger<TicketGreeter> logger) : ITicketChangeListener
{
    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        logger.LogInformation(
            "{Greeting}, {Reporter}: ticket #{Ticket} is in good hands.", options.CurrentValue.Greeting, created.Ticket.Reporter, created.Ticket.Id);
        return default;
    }
}
