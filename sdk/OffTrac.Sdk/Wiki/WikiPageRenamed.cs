using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>A page was renamed.</summary>
public sealed record WikiPageRenamed : ChangeEvent
{
    /// <summary>The page under its new name.</summary>
    public required WikiPage Page { get; init; }

    /// <summary>The old name.</summary>
    public required string OldName { get; init; }
}
