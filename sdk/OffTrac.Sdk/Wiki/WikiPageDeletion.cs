using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>What to delete.</summary>
public sealed record WikiPageDeletion
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>One version; null for the whole page.</summary>
    public int? Version { get; init; }

    /// <summary>Who deletes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
