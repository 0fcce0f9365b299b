using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Attachments;

/// <summary>What a person wants to attach, or to have deleted.</summary>
public sealed record AttachmentRequest
{
    /// <summary>What it belongs to.</summary>
    public required Resource Parent { get; init; }

    /// <summary>Its name as the person or browser gave it; a new one is brought into form by <see cref="AttachmentFileName.Normalize"/>.</summary>
    public required string FileName { get; init; }

    /// <summary>What people say about it.</summary>
    public string? Description { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as author; null for the user.</summary>
    public string? Author { get; init; }

    /// <summary>Whether it takes the place of the one of that name, if there is one.</summary>
    public bool Replace { get; init; }

    /// <summary>Length of the content when it is known beforehand: then too large a one is refused before it is read.</summary>
    public long? Length { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>
    /// Which steps run besides the storing. Permissions: <c>ATTACHMENT_CREATE</c> on the parent, and <c>ATTACHMENT_DELETE</c> for replacing
    /// somebody else's. Manipulators: with them <c>[attachment] max_size</c> counts, and no empty name.
    /// </summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
