using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>A milestone was stored anew; told, as Trac does, also when that changed nothing.</summary>
public sealed record MilestoneChanged : ChangeEvent
{
    /// <summary>The milestone after the change.</summary>
    public required Milestone Milestone { get; init; }

    /// <summary>The milestone before; what differs from <see cref="Milestone"/> is what Trac calls the old values.</summary>
    public required Milestone OldMilestone { get; init; }
}
