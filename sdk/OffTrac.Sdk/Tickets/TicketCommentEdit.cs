using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>What to store as the new text of a comment. The text before stays in the comment's history.</summary>
public sealed record TicketCommentEdit
{
    /// <summary>The ticket's number.</summary>
    public required int Id { get; init; }

    /// <summary>Time of the change that the comment belongs to, see <see cref="ITicketStore.FindChangeAsync"/>.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>The new text in wiki text; null or empty to leave none.</summary>
    public string? Comment { get; init; }

    /// <summary>Who edits it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
