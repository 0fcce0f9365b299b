using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>Which tickets to give another milestone, as when theirs is closed or about to be deleted.</summary>
public sealed record MilestoneRetarget
{
    /// <summary>Name of the milestone that they have.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the one that they get, which must exist; null or empty for none.</summary>
    public string? Target { get; init; }

    /// <summary>Whether tickets with the status <c>closed</c>, or none, stay as they are.</summary>
    public bool ExcludeClosed { get; init; }

    /// <summary>Comment on each ticket; Trac writes <c>Ticket retargeted after milestone deleted</c> or <c>Milestone deleted</c>.</summary>
    public string? Comment { get; init; }

    /// <summary>What people are told in place of the comment, once for all tickets; null for the comment.</summary>
    public string? Notice { get; init; }

    /// <summary>Who changes the tickets; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now. All tickets' changes have this time.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told, once for all tickets.</summary>
    public bool Notify { get; init; } = true;
}
