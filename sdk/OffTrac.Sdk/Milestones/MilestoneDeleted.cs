using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>A milestone was deleted.</summary>
public sealed record MilestoneDeleted : ChangeEvent
{
    /// <summary>The milestone as it was.</summary>
    public required Milestone Milestone { get; init; }
}
