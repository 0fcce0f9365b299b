using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>A ticket with what mails need to know besides.</summary>
internal sealed record HeldTicket
{
    public required Ticket Ticket { get; init; }

    /// <summary>The fields that Trac's ticket object holds, see <see cref="TicketEvent.HeldFields"/>.</summary>
    public required FieldNames HeldFields { get; init; }

    public required FieldNames TimeFields { get; init; }

    /// <summary>Values before a change, by the changed fields.</summary>
    public FieldValues OldValues { get; init; } = FieldValues.Empty;
}
