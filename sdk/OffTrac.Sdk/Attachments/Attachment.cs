using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Attachments;

/// <summary>A file that belongs to a ticket, a page, a milestone or something else. Stands for Trac's <c>Attachment</c>, as a record.</summary>
public sealed record Attachment
{
    /// <summary>What it belongs to.</summary>
    public required Resource Parent { get; init; }

    /// <summary>Its name; unique among the attachments of the parent.</summary>
    public required string FileName { get; init; }

    /// <summary>Length in bytes as stored; 0 when the database has none.</summary>
    public long Size { get; init; }

    /// <summary>When it was added, UTC, whole microseconds; 1970-01-01 when the database has no time.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What people say about it; null or empty for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>Who added it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>The attachment as a resource.</summary>
    public Resource Resource => Parent.Child("attachment", FileName);
}
