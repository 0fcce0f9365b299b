using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Several tickets were changed at once, by a batch or because their milestone was closed or deleted, and people are to be told of it once.
/// Each was told before as <see cref="TicketChanged"/> whose <see cref="ChangeEvent.Notify"/> says no.
/// </summary>
public sealed record TicketsChanged : ChangeEvent
{
    /// <summary>Numbers of the tickets in the order in which they were changed, with those on which nothing changed.</summary>
    public required IReadOnlyList<int> Ids { get; init; }

    /// <summary>The values that were asked for, the same for all.</summary>
    public FieldValues NewValues { get; init; } = FieldValues.Empty;

    /// <summary>The workflow's action; null for none.</summary>
    public string? Action { get; init; }

    /// <summary>The comment on each; null or empty for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether it came from a batch; false for tickets whose milestone was closed or deleted.</summary>
    public bool IsBatch { get; init; } = true;

    /// <summary>All tickets as a resource.</summary>
    public static Resource Resource { get; } = new() { Realm = "ticket" };

    /// <summary>Same tickets in the same order, and all else the same.</summary>
    /// <param name="other">Another event.</param>
    public bool Equals(TicketsChanged? other) => base.Equals(other) && Ids.SequenceEqual(other.Ids) && NewValues.Equals(other.NewValues)
        && Action == other.Action && Comment == other.Comment && IsBatch == other.IsBatch;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Ids.Count, NewValues, Action, Comment);
}
