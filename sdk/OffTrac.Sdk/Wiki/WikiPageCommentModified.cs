using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>The comment on a version was edited.</summary>
public sealed record WikiPageCommentModified : ChangeEvent
{
    /// <summary>The version after the edit.</summary>
    public required WikiPage Page { get; init; }

    /// <summary>The comment before.</summary>
    public string? OldComment { get; init; }
}
