using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>An attachment has another parent, another name, or both: also when a page or milestone was renamed.</summary>
public sealed record AttachmentMoved : ChangeEvent
{
    /// <summary>The attachment after the move.</summary>
    public required Attachment Attachment { get; init; }

    /// <summary>What it belonged to before.</summary>
    public required Resource OldParent { get; init; }

    /// <summary>Its name before.</summary>
    public required string OldFileName { get; init; }

    /// <summary>Whether it belongs to something else than before: what Trac calls reparented.</summary>
    public bool IsReparented => Attachment.Parent.Realm != OldParent.Realm || Attachment.Parent.Id != OldParent.Id;
}
