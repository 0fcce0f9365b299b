using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Milestones;

/// <summary>What a person wants of a milestone.</summary>
public sealed record MilestoneRequest
{
    /// <summary>Its name as stored; null for a new one.</summary>
    public string? Name { get; init; }

    /// <summary>All of it as it is to be; null to delete it.</summary>
    public Milestone? Milestone { get; init; }

    /// <summary>
    /// Whether tickets get another milestone: the open ones when it is closed, all when it is deleted. Without it they keep their
    /// milestone's name, which of a deleted one is that of nothing.
    /// </summary>
    public bool RetargetsTickets { get; init; }

    /// <summary>The milestone that they get; null or empty for none.</summary>
    public string? RetargetTo { get; init; }

    /// <summary>Comment on them; null for what Trac writes.</summary>
    public string? Comment { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>. Also the author.</summary>
    public required string User { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Which steps run besides the storing.</summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
