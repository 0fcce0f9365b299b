using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>Which change of a ticket to delete, with its comment and the comment's history.</summary>
public sealed record TicketChangeDeletion
{
    /// <summary>The ticket's number.</summary>
    public required int Id { get; init; }

    /// <summary>Time of the change, see <see cref="ITicketStore.FindChangeAsync"/>.</summary>
    public required DateTimeOffset ChangeTime { get; init; }

    /// <summary>Who deletes it, for the event; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>When; null for now.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>Through what it comes.</summary>
    public ChangeOrigin Origin { get; init; }

    /// <summary>Whether people are to be told; goes into the event.</summary>
    public bool Notify { get; init; } = true;
}
