using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Wiki;

/// <summary>What became of a request.</summary>
public sealed record WikiResult
{
    /// <summary>The page after; null when there are problems.</summary>
    public WikiPage? Page { get; init; }

    /// <summary>Why nothing was written; empty when it was.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];
}
