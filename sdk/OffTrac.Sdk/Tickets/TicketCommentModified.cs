using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>A comment of a ticket was edited.</summary>
public sealed record TicketCommentModified : ChangeEvent
{
    /// <summary>The ticket after the edit.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>Time of the change that the comment belongs to.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>The comment after.</summary>
    public string? Comment { get; init; }

    /// <summary>The comment before.</summary>
    public string? OldComment { get; init; }
}
