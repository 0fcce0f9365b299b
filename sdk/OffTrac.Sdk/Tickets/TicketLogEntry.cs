namespace OffTrac.Sdk.Tickets;

/// <summary>A row of a ticket's change log: of table <c>ticket_change</c>, or one of the two that stand for an attachment.</summary>
public sealed record TicketLogEntry
{
    /// <summary>When, UTC, whole microseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Name of the field; <c>comment</c>, <c>_comment0</c>; <c>attachment</c> of a file's name and <c>comment</c> of its description.</summary>
    public required string Field { get; init; }

    /// <summary>Value before; of a comment its number. Null for none.</summary>
    public string? OldValue { get; init; }

    /// <summary>Value after; of a comment its text. Null for none.</summary>
    public string? NewValue { get; init; }

    /// <summary>Whether it stays for good: not so of attachments, which can be deleted.</summary>
    public bool IsPermanent { get; init; }
}
