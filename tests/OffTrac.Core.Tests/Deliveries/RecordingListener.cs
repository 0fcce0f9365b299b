using System.Collections.Concurrent;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>A durable listener that writes down what it hears, and fails or waits as a test says.</summary>
internal sealed class RecordingListener(Func<ChangeEvent, CancellationToken, ValueTask>? hear = null) : ITicketChangeListener, IWikiChangeListener, IDeliveryLimits
{
    public long? MaxEvents { get; init; }

    public TimeSpan? MaxAge { get; init; }

    public ConcurrentQueue<DroppedEvents> Dropped { get; } = new();

    public ValueTask DroppedAsync(DroppedEvents dropped, CancellationToken cancellation)
    {
        Dropped.Enqueue(dropped);
        return default;
    }

    public ConcurrentQueue<ChangeEvent> Heard { get; } = new();

    public IReadOnlyList<string> Comments(int ticket) =>
        [.. Heard.OfType<TicketChanged>().Where(changed => changed.Ticket.Id == ticket).Select(changed => changed.Comment ?? "")];

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation) => HearAsync(created, cancellation);

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation) => HearAsync(changed, cancellation);

    public ValueTask TicketDeletedAsync(TicketDeleted deleted, CancellationToken cancellation) => HearAsync(deleted, cancellation);

    public ValueTask TicketCommentModifiedAsync(TicketCommentModified modified, CancellationToken cancellation) => HearAsync(modified, cancellation);

    public ValueTask WikiPageAddedAsync(WikiPageAdded added, CancellationToken cancellation) => HearAsync(added, cancellation);

    public ValueTask WikiPageDeletedAsync(WikiPageDeleted deleted, CancellationToken cancellation) => HearAsync(deleted, cancellation);

    public ValueTask WikiPageVersionDeletedAsync(WikiPageVersionDeleted deleted, CancellationToken cancellation) => HearAsync(deleted, cancellation);

    public ValueTask WikiPageChangedAsync(WikiPageChanged changed, CancellationToken cancellation) => HearAsync(changed, cancellation);

    public ValueTask WikiPageRenamedAsync(WikiPageRenamed renamed, CancellationToken cancellation) => HearAsync(renamed, cancellation);

    private async ValueTask HearAsync(ChangeEvent change, CancellationToken cancellation)
    {
        if (hear is not null)
            await hear(change, cancellation);
        Heard.Enqueue(change);
    }
}
