namespace OffTrac.Sdk.Tickets;

/// <summary>A comment of a ticket was edited.</summary>
public sealed record TicketCommentModified : TicketEvent
{
    /// <summary>Time of the change that the comment belongs to.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>Number of the comment, without the number it answers; null when the change has none, as old versions wrote them.</summary>
    public int? CommentNumber { get; init; }

    /// <summary>Who made the change that the comment belongs to; the event's author is who edited it.</summary>
    public string? ChangeAuthor { get; init; }

    /// <summary>The comment after.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment before.</summary>
    public string? OldComment { get; init; }
}
