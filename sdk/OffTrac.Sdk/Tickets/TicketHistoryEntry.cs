using OffTrac.Sdk.Attachments;

namespace OffTrac.Sdk.Tickets;

/// <summary>What happened to a ticket at one time, as people are shown it: a change with its comment, or an attachment.</summary>
public sealed record TicketHistoryEntry
{
    /// <summary>When, UTC, whole microseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who; null when nobody is named. Of a change who wrote the comment.</summary>
    public string? Author { get; init; }

    /// <summary>Whether it is a change, which stays; false for attachments, which may be deleted.</summary>
    public bool IsPermanent { get; init; } = true;

    /// <summary>Number of the comment; a change of an old version, which has none, is counted. Null for attachments.</summary>
    public int? Number { get; init; }

    /// <summary>Number of the comment that it answers, or <c>description</c>; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Numbers of the comments that answer it, in their order.</summary>
    public IReadOnlyList<int> Replies { get; init; } = [];

    /// <summary>The changed fields, those by which nothing changed left out, by name.</summary>
    public IReadOnlyList<TicketFieldChange> Fields { get; init; } = [];

    /// <summary>The comment; empty for none. Of attachments the description of the last one.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Who wrote which version of the comment, the first one first; one when it was never edited.</summary>
    public IReadOnlyList<TicketCommentVersion> CommentHistory { get; init; } = [];

    /// <summary>The attachments; empty for a change.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];
}
