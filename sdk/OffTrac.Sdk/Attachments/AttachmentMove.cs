using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>What to move to another parent, to rename, or both.</summary>
public sealed record AttachmentMove
{
    /// <summary>What it belongs to.</summary>
    public required Resource Parent { get; init; }

    /// <summary>Its name; null for all attachments of the parent, which keep their names.</summary>
    public string? FileName { get; init; }

    /// <summary>What it is to belong to, which must exist; null to leave that as it is.</summary>
    public Resource? NewParent { get; init; }

    /// <summary>Its new name; null to leave that as it is.</summary>
    public string? NewFileName { get; init; }

    /// <summary>Who moves it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
