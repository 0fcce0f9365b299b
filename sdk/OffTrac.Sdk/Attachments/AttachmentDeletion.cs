using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>What to delete.</summary>
public sealed record AttachmentDeletion
{
    /// <summary>What it belongs to.</summary>
    public required Resource Parent { get; init; }

    /// <summary>Its name; null for all attachments of the parent.</summary>
    public string? FileName { get; init; }

    /// <summary>Who deletes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
