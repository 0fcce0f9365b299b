using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>An attachment that is about to be stored. Its content has not come in yet.</summary>
public sealed record AttachmentDraft
{
    /// <summary>What it is to belong to.</summary>
    public required Resource Parent { get; init; }

    /// <summary>Its name.</summary>
    public required string FileName { get; init; }

    /// <summary>What people say about it; null or empty for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Who attaches it: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as author.</summary>
    public required string Author { get; init; }

    /// <summary>Length of the content; null when it is not known yet.</summary>
    public long? Length { get; init; }
}
