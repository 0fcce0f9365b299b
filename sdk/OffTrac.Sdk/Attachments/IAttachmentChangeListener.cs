using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Attachments;

/// <summary>
/// Hears of attachments after the commit: plain components before the store's method returns, durable ones later, see
/// <see cref="Delivery"/>, in one order with the other events of what the attachment belongs to. What it throws never undoes the
/// change. Stands for Trac's interface of the same name.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 30)]
public interface IAttachmentChangeListener
{
    /// <summary>An attachment was added.</summary>
    /// <param name="added">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask AttachmentAddedAsync(AttachmentAdded added, CancellationToken cancellation) => default;

    /// <summary>An attachment was deleted; told for each one when a ticket, page or milestone with attachments is deleted.</summary>
    /// <param name="deleted">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask AttachmentDeletedAsync(AttachmentDeleted deleted, CancellationToken cancellation) => default;

    /// <summary>
    /// An attachment was moved to something else or renamed; told for each one when a page or milestone is renamed. Also what Trac
    /// tells as reparented, see <see cref="AttachmentMoved.IsReparented"/>.
    /// </summary>
    /// <param name="moved">The event.</param>
    /// <param name="cancellation">Cancelled at the time limit and when the host stops.</param>
    ValueTask AttachmentMovedAsync(AttachmentMoved moved, CancellationToken cancellation) => default;
}
