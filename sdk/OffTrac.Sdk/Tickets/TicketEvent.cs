using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>Something that happened to a ticket.</summary>
public abstract record TicketEvent : ChangeEvent
{
    /// <summary>The ticket after it; of a deleted one, as it was.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>
    /// The fields that Trac's ticket object holds then: of a new ticket those that its maker or the ini's defaults gave, in that
    /// order; of a stored one all of Trac's and, by name, those custom ones that have a row or a default. Empty when the event
    /// doesn't tell; then all of <see cref="Ticket.Values"/> count.
    /// </summary>
    public FieldNames HeldFields { get; init; } = FieldNames.Empty;

    /// <summary>Custom fields that held times then: their values are stored as 18 digits of microseconds.</summary>
    public FieldNames TimeFields { get; init; } = FieldNames.Empty;
}
