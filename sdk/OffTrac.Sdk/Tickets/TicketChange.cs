using System.Globalization;

namespace OffTrac.Sdk.Tickets;

/// <summary>One row of table <c>ticket_change</c>. All rows of one ticket with the same time are one change.</summary>
public sealed record TicketChange
{
    /// <summary>When, UTC, whole microseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Name of the field; <c>comment</c> for the comment, <c>_comment0</c> and so on for its edits.</summary>
    public required string Field { get; init; }

    /// <summary>Value before; of a comment its number, or <c>1.3</c> for comment 3 as a reply to comment 1.</summary>
    public string? OldValue { get; init; }

    /// <summary>Value after; of a comment its text.</summary>
    public string? NewValue { get; init; }

    /// <summary>Number of a comment, without the number it answers; null for other fields, and for comments of old versions, which have none.</summary>
    public int? CommentNumber => Field == "comment" && OldValue is { } value
        && int.TryParse(value.AsSpan(value.LastIndexOf('.') + 1), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
