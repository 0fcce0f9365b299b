using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>A page has a new version, or was made read-only or writable.</summary>
public sealed record WikiPageChanged : ChangeEvent
{
    /// <summary>The page after.</summary>
    public required WikiPage Page { get; init; }

    /// <summary>The text before.</summary>
    public string? OldText { get; init; }

    /// <summary>The comment given with the change.</summary>
    public string? Comment { get; init; }
}
