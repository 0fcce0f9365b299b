using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>A page was made, or its only version made read-only or writable.</summary>
public sealed record WikiPageAdded : ChangeEvent
{
    /// <summary>The page.</summary>
    public required WikiPage Page { get; init; }

    /// <summary>The text before; null for a page that did not exist.</summary>
    public string? OldText { get; init; }

    /// <summary>The comment given with the change; of a page made read-only it is stored nowhere else.</summary>
    public string? Comment { get; init; }
}
