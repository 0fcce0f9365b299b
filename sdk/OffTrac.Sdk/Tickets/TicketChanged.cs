namespace OffTrac.Sdk.Tickets;

/// <summary>A ticket was changed or commented.</summary>
public sealed record TicketChanged : TicketEvent
{
    /// <summary>The changed fields with their values before, in the order in which they were set; null where the ticket had none.</summary>
    public FieldValues OldValues { get; init; } = FieldValues.Empty;

    /// <summary>The comment as stored; null or empty for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Number of the comment, without the number it answers.</summary>
    public int CommentNumber { get; init; }

    /// <summary>Number of the comment that it answers, or <c>description</c>; null for none.</summary>
    public string? ReplyTo { get; init; }
}
