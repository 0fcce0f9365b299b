using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Notifications;

/// <summary>A ticket was made or changed, or got or lost an attachment. Stands for Trac's <c>TicketChangeEvent</c>.</summary>
public sealed record TicketNotification : NotificationEvent
{
    /// <summary>The ticket after it.</summary>
    public required Ticket Ticket { get; init; }

    /// <summary>The fields that Trac's ticket object holds then, see <see cref="TicketEvent.HeldFields"/>.</summary>
    public FieldNames HeldFields { get; init; } = FieldNames.Empty;

    /// <summary>Custom fields whose values are stored as 18 digits of microseconds.</summary>
    public FieldNames TimeFields { get; init; } = FieldNames.Empty;

    /// <summary>The changed fields with their values before; the values after are the ticket's.</summary>
    public FieldValues OldValues { get; init; } = FieldValues.Empty;

    /// <summary>The comment; null or empty for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Number of the comment; null when there is none.</summary>
    public int? CommentNumber { get; init; }

    /// <summary>The attachment that was added or deleted; null for other events.</summary>
    public Attachment? Attachment { get; init; }
}
