using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>A page was deleted with all its versions.</summary>
public sealed record WikiPageDeleted : ChangeEvent
{
    /// <summary>The latest version as it was.</summary>
    public required WikiPage Page { get; init; }
}
