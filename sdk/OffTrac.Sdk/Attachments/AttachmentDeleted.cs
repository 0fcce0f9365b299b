using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>An attachment was deleted, alone, with what it belonged to, or because another of its name replaced it.</summary>
public sealed record AttachmentDeleted : ChangeEvent
{
    /// <summary>The attachment as it was; its content is gone.</summary>
    public required Attachment Attachment { get; init; }
}
