using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>Which milestone to delete, with its attachments. Its tickets keep its name: see <see cref="MilestoneRetarget"/>.</summary>
public sealed record MilestoneDeletion
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Who deletes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
