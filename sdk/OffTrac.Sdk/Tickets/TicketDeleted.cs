using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket was deleted.</summary>
public sealed record TicketDeleted : ChangeEvent
{
    /// <summary>The ticket as it was.</summary>
    public required Ticket Ticket { get; init; }
}
