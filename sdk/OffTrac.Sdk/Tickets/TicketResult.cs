namespace OffTrac.Sdk.Tickets;

/// <summary>What became of a request.</summary>
public sealed record TicketResult
{
    /// <summary>The ticket after; null when there are problems.</summary>
    public Ticket? Ticket { get; init; }

    /// <summary>Number of the new comment; null for a new ticket and when nothing was changed.</summary>
    public int? CommentNumber { get; init; }

    /// <summary>Why nothing was written; empty when it was.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];
}
