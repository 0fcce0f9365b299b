namespace OffTrac.Sdk.Tickets;

/// <summary>A comment of a ticket was edited.</summary>
public sealed record TicketCommentModified : TicketEvent
{
    /// <summary>Time of the change that the comment belongs to.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>The comment after.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment before.</summary>
    public string? OldComment { get; init; }
}
