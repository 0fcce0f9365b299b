namespace OffTrac.Sdk.Tickets;

/// <summary>One change of a ticket was deleted.</summary>
public sealed record TicketChangeDeleted : TicketEvent
{
    /// <summary>Time of the deleted change.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>Number of the change's comment, without the number it answers; null when it had none, as old versions wrote them.</summary>
    public int? CommentNumber { get; init; }

    /// <summary>Who had made the deleted change; the event's author is who deleted it.</summary>
    public string? ChangeAuthor { get; init; }

    /// <summary>The comment of the deleted change; null or empty for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Fields that the change had set, with their values before it.</summary>
    public FieldValues OldValues { get; init; } = FieldValues.Empty;

    /// <summary>Fields that the change had set, with the values it gave them.</summary>
    public FieldValues NewValues { get; init; } = FieldValues.Empty;
}
