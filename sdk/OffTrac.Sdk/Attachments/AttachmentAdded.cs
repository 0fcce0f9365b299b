using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>An attachment was added.</summary>
public sealed record AttachmentAdded : ChangeEvent
{
    /// <summary>The attachment as stored.</summary>
    public required Attachment Attachment { get; init; }
}
