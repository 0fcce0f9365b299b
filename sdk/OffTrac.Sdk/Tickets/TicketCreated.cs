using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket was made.</summary>
public sealed record TicketCreated : ChangeEvent
{
    /// <summary>The ticket as stored.</summary>
    public required Ticket Ticket { get; init; }
}
