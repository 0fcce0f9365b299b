using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What to store as a change of a ticket.</summary>
public sealed record TicketUpdate
{
    /// <summary>The ticket's number.</summary>
    public required int Id { get; init; }

    /// <summary>Values to set; those equal to the stored ones make no row. Unknown names are refused.</summary>
    public FieldValues Values { get; init; } = FieldValues.Empty;

    /// <summary>Comment in wiki text; null or blank for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Number of the comment that this one answers, or <c>description</c>; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Who changes it; null when nobody is named.</summary>
    public required string? Author { get; init; }

    /// <summary>When; null for now. One microsecond is added while another change of the ticket has the same time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whether the change is refused, instead of the microsecond being added, when another one has the same <see cref="Time"/>.</summary>
    public bool IsTimeExact { get; init; }

    /// <summary>
    /// The <see cref="Ticket.Changed"/> that the change is based on: with another one stored nothing is written and
    /// <see cref="TicketCollisionException"/> thrown. Null to write whatever is stored.
    /// </summary>
    public DateTimeOffset? BasedOn { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
