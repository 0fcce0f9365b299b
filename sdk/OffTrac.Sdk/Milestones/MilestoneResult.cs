using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Milestones;

/// <summary>What became of a request.</summary>
public sealed record MilestoneResult
{
    /// <summary>The milestone after; null when there are problems, and when it was deleted.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>Numbers of the tickets that got another milestone, ascending.</summary>
    public IReadOnlyList<int> Retargeted { get; init; } = [];

    /// <summary>Why nothing was written; empty when it was.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];
}
