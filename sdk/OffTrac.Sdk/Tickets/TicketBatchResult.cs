namespace OffTrac.Sdk.Tickets;

/// <summary>What became of a batch.</summary>
public sealed record TicketBatchResult
{
    /// <summary>What was changed, in the order of the request; tickets on which nothing changed left out.</summary>
    public IReadOnlyList<TicketChanged> Changes { get; init; } = [];

    /// <summary>Why nothing was written; empty when it was.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];
}
