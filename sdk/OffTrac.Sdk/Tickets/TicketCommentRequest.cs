using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What a person wants a comment to say from now on.</summary>
public sealed record TicketCommentRequest
{
    /// <summary>The ticket's number.</summary>
    public required int Id { get; init; }

    /// <summary>Number of the comment, without the number it answers.</summary>
    public required int CommentNumber { get; init; }

    /// <summary>The new text in wiki text; null or empty to leave none.</summary>
    public string? Comment { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }

    /// <summary>Who is written down as editor; null for the user.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>
    /// Which steps run besides the storing. Permissions: <c>TICKET_VIEW</c> and <c>TICKET_EDIT_COMMENT</c>, which who wrote the comment has too. Manipulators: as for
    /// new comments.
    /// </summary>
    public EditSteps Steps { get; init; } = EditSteps.All;

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }
}
