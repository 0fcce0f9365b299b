namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket was deleted.</summary>
public sealed record TicketDeleted : TicketEvent;
