using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>One version of a page was deleted.</summary>
public sealed record WikiPageVersionDeleted : ChangeEvent
{
    /// <summary>The latest version after.</summary>
    public required WikiPage Page { get; init; }

    /// <summary>The deleted version as it was.</summary>
    public required WikiPage Deleted { get; init; }
}
