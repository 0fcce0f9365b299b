using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>What to store as a new milestone.</summary>
public sealed record NewMilestone
{
    /// <summary>The milestone. Runs of blanks in its name become one.</summary>
    public required Milestone Milestone { get; init; }

    /// <summary>Who makes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
