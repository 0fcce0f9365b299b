using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Milestones;

/// <summary>A milestone as stored. Stands for Trac's <c>Milestone</c>, as a record.</summary>
public sealed record Milestone
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it is due, UTC, whole microseconds; null for no date.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>When it was completed, UTC, whole microseconds; null while it is open.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>Wiki text; empty for none.</summary>
    public string Description { get; init; } = "";

    /// <summary>Whether it was completed.</summary>
    public bool IsCompleted => Completed is not null;

    /// <summary>The milestone as a resource.</summary>
    public Resource Resource => new() { Realm = "milestone", Id = Name };
}
