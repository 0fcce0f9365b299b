using OffTrac.Sdk.Resources;

namespace OffTrac.Core.Attachments;

/// <summary>A file that belongs to a ticket, a page or something else.</summary>
public sealed record Attachment
{
    /// <summary>What it belongs to.</summary>
    public required Resource Parent { get; init; }

    public required string FileName { get; init; }

    /// <summary>Length in bytes as stored; 0 when the database has none.</summary>
    public long Size { get; init; }

    public DateTimeOffset Time { get; init; }

    public string? Description { get; init; }

    public string? Author { get; init; }

    public Resource Resource => Parent.Child("attachment", FileName);
}
