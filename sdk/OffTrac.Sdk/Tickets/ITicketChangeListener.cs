using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Tickets;

/// <summary>
/// Hears of tickets after the commit: plain components before the store's method returns, durable ones later, see
/// <see cref="Delivery"/>. What it throws never undoes the change. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 30)]
public interface ITicketChangeListener
{
    /// <summary>A ticket was made.</summary>
    /// <param name="created">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) => default;

    /// <summary>A ticket was changed or commented, also by a batch change or the renaming of a milestone.</summary>
    /// <param name="changed">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation) => default;

    /// <summary>A ticket was deleted.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation) => default;

    /// <summary>A comment was edited.</summary>
    /// <param name="modified">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketCommentModifiedAsync(TicketCommentModified modified, CancellationToken cancellation) => default;

    /// <summary>One change was deleted.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketChangeDeletedAsync(TicketChangeDeleted deleted, CancellationToken cancellation) => default;

    /// <summary>Several tickets were changed at once and people are to be told of it once; each was told as changed before.</summary>
    /// <param name="changed">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask TicketsChangedAsync(TicketsChanged changed, CancellationToken cancellation) => default;
}
