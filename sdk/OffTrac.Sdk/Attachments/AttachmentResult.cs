using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Attachments;

/// <summary>What became of a request.</summary>
public sealed record AttachmentResult
{
    /// <summary>The attachment as stored: its name may be another one. Null when there are problems.</summary>
    public Attachment? Attachment { get; init; }

    /// <summary>Why nothing was stored; empty when it was.</summary>
    public IReadOnlyList<ValidationProblem> Problems { get; init; } = [];
}
