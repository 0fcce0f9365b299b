using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>What to store of a milestone that is there.</summary>
public sealed record MilestoneUpdate
{
    /// <summary>Its name as stored.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// All of it as it is to be: what was read, <c>with</c> the changes. With another name its tickets are changed too, each with the
    /// comment <c>Milestone renamed</c>, and its attachments move.
    /// </summary>
    public required Milestone Milestone { get; init; }

    /// <summary>Who changes it, also the tickets; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now. The tickets' changes have this time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
