using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What to delete.</summary>
public sealed record TicketDeletion
{
    /// <summary>The ticket's number.</summary>
    public required int Id { get; init; }

    /// <summary>Who deletes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
