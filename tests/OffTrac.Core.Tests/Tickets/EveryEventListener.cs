using System.Collections.Concurrent;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Keeps all that it is told.</summary>
internal sealed class EveryEventListener : ITicketChangeListener, IWikiChangeListener, IAttachmentChangeListener, IMilestoneChangeListener
{
    public ConcurrentQueue<ChangeEvent> Heard { get; } = new();

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) => Keep(created);

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation) => Keep(changed);

    public ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    public ValueTask TicketCommentModifiedAsync(TicketCommentModified modified, CancellationToken cancellation) => Keep(modified);

    public ValueTask TicketChangeDeletedAsync(TicketChangeDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    public ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation) => Keep(added);

    public ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation) => Keep(changed);

    public ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    public ValueTask WikiPageVersionDeletedAsync(WikiPageVersionDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    public ValueTask WikiPageRenamedAsync(WikiPageRenamed renamed, CancellationToken cancellation) => Keep(renamed);

    public ValueTask WikiPageCommentModifiedAsync(WikiPageCommentModified modified, CancellationToken cancellation) => Keep(modified);

    public ValueTask AttachmentAddedAsync(AttachmentAdded added, CancellationToken cancellation) => Keep(added);

    public ValueTask AttachmentDeletedAsync(AttachmentDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    public ValueTask AttachmentMovedAsync(AttachmentMoved moved, CancellationToken cancellation) => Keep(moved);

    public ValueTask MilestoneCreatedAsync(MilestoneCreated created, CancellationToken cancellation) => Keep(created);

    public ValueTask MilestoneChangedAsync(MilestoneChanged changed, CancellationToken cancellation) => Keep(changed);

    public ValueTask MilestoneDeletedAsync(MilestoneDeleted deleted, CancellationToken cancellation) => Keep(deleted);

    private ValueTask Keep(ChangeEvent change)
    {
        Heard.Enqueue(change);
        return default;
    }
}
