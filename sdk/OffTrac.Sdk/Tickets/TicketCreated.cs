namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket was made.</summary>
public sealed record TicketCreated : TicketEvent;
