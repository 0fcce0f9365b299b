using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>What to store as a new attachment.</summary>
public sealed record NewAttachment
{
    /// <summary>What it is to belong to; it must exist.</summary>
    public required Resource Parent { get; init; }

    /// <summary>
    /// Its name as it is; for a name that a person or browser gave see <see cref="AttachmentFileName.Normalize"/>. When the parent has one
    /// of that name already, <c>f.txt</c> is stored as <c>f.2.txt</c>, <c>f.3.txt</c> and so on up to 100.
    /// </summary>
    public required string FileName { get; init; }

    /// <summary>What people say about it.</summary>
    public string? Description { get; init; }

    /// <summary>Who adds it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Whether it takes the place of the one of that name, if there is one: told as deleted and added, as in Trac.</summary>
    public bool Replace { get; init; }

    /// <summary>
    /// Most bytes that are taken; null for no limit. <c>[attachment] max_size</c> is a limit for people, not for programs: who lets
    /// people in says it here.
    /// </summary>
    public long? MaxSize { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
