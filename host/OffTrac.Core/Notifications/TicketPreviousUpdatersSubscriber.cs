using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Notifications;

/// <summary>Those who changed a ticket before.</summary>
[Component("trac.ticket.notification.TicketPreviousUpdatersSubscriber")]
public sealed class TicketPreviousUpdatersSubscriber(IDatabase database, INotificationSubscriptions subscriptions) : INotificationSubscriber
{
    public async ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation)
    {
        if (notification is not TicketNotification change)
            return [];

        // A mail that waited goes to whom it would have gone to at once.
        var until = change.Time is { } time ? TracTime.ToMicroseconds(time) : long.MaxValue;
        var authors = await database.ReadAsync(
            (id: change.Ticket.Id, until),
            static (session, state, cancellation) => session.QueryAsync<string?>(
                """SELECT DISTINCT "author" FROM "ticket_change" WHERE "ticket" = @id AND "time" <= @until""",
                new { state.id, state.until },
                cancellation),
            cancellation).ConfigureAwait(false);
        return await subscriptions.ForPeopleAsync(
            nameof(TicketPreviousUpdatersSubscriber),
            [.. authors.Where(author => !string.Equals(author, change.Author, StringComparison.Ordinal))],
            cancellation).ConfigureAwait(false);
    }
}
