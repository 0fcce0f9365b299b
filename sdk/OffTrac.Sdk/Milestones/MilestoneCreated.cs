using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>A milestone was made.</summary>
public sealed record MilestoneCreated : ChangeEvent
{
    /// <summary>The milestone as stored.</summary>
    public required Milestone Milestone { get; init; }
}
