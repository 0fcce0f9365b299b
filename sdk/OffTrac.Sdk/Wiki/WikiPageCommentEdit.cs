using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>What to store as the comment on a version.</summary>
public sealed record WikiPageCommentEdit
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The new comment.</summary>
    public string? Comment { get; init; }

    /// <summary>Who edits it, for the event; null when nobody is named. The version's own author stays.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
