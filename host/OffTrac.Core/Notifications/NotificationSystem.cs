using System.Globalization;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Notifications;

/// <summary>Has people told of tickets that were made or changed, and of their attachments.</summary>
/// <remarks>
/// While mail is on, events wait in the database until a host has sent them, outside the request that made the change. While it is off
/// nothing is written for it, and distributors of plugins are called after the commit, as in Trac.
/// </remarks>
[Component(Name, Delivery = Delivery.Durable, DeliveryOption = "notification.smtp_enabled=disabled")]
public sealed class NotificationSystem(IEnvironment environment, NotificationDispatch dispatch, TicketStore tickets)
    : ITicketChangeListener, IAttachmentChangeListener
{
    /// <summary>Name of the component.</summary>
    public const string Name = "trac.notification.api.NotificationSystem";

    private readonly NotificationOptions _options = new(environment);

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(created);
        return IsWanted(created)
            ? dispatch.NotifyAsync(Of(created, "created") with { Time = created.Time }, cancellation)
            : default;
    }

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        return IsWanted(changed)
            ? dispatch.NotifyAsync(
                Of(changed, "changed") with
                {
                    Time = changed.Time,
                    OldValues = changed.OldValues,
                    Comment = changed.Comment,
                    CommentNumber = changed.CommentNumber,
                },
                cancellation)
            : default;
    }

    public async ValueTask TicketsChangedAsync(TicketsChanged changed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(changed);
        if (!IsWanted(changed))
            return;
        var time = changed.IsBatch ? changed.Time : (DateTimeOffset?)null;
        var held = await tickets.GetHeldAsync(changed.Ids, time, cancellation).ConfigureAwait(false);
        await dispatch.NotifyAsync(
            new TicketBatchNotification
            {
                Realm = "ticket",
                Category = "batchmodify",
                TargetIds = [.. changed.Ids.Select(Text)],
                Time = time,
                Author = changed.Author,
                Number = changed.Number,
                MayRepeat = changed.MayRepeat,
                NewValues = changed.NewValues,
                Action = changed.Action,
                Comment = changed.Comment,
                Tickets = [.. held.Select(ticket => new TicketNotification
                {
                    Realm = "ticket",
                    Category = "changed",
                    TargetIds = [Text(ticket.Ticket.Id)],
                    Time = time,
                    Author = changed.Author,
                    Ticket = ticket.Ticket,
                    HeldFields = ticket.HeldFields,
                    TimeFields = ticket.TimeFields,
                    OldValues = ticket.OldValues,
                    Comment = changed.Comment,
                })],
            },
            cancellation).ConfigureAwait(false);
    }

    public ValueTask AttachmentAddedAsync(AttachmentAdded added, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(added);
        return AttachedAsync(added, added.Attachment, "attachment added", added.Attachment.Time, cancellation);
    }

    public ValueTask AttachmentDeletedAsync(AttachmentDeleted deleted, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(deleted);
        return AttachedAsync(deleted, deleted.Attachment, "attachment deleted", time: null, cancellation);
    }

    private async ValueTask AttachedAsync(
        ChangeEvent change, Attachment attachment, string category, DateTimeOffset? time, CancellationToken cancellation)
    {
        if (!IsWanted(change)
            || attachment.Parent.Realm is not "ticket"
            || !int.TryParse(attachment.Parent.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return;

        // With a ticket that was deleted its attachments go; nobody is told of that.
        if (await tickets.GetHeldAsync([id], changedAt: null, cancellation).ConfigureAwait(false) is not [var held])
            return;
        var notification = new TicketNotification
        {
            Realm = "ticket",
            Category = category,
            TargetIds = [Text(id)],
            Time = time,
            Author = held.Ticket.Values["reporter"],
            Number = change.Number,
            MayRepeat = change.MayRepeat,
            Ticket = held.Ticket,
            HeldFields = held.HeldFields,
            TimeFields = held.TimeFields,
            Attachment = attachment,
        };
        await dispatch.NotifyAsync(notification, cancellation).ConfigureAwait(false);
    }

    private bool IsWanted(ChangeEvent change) => change.Notify && change.Origin != ChangeOrigin.Elsewhere
        && (_options.IsEmailEnabled || dispatch.HasOtherDistributors);

    private static TicketNotification Of(TicketEvent change, string category) => new()
    {
        Realm = "ticket",
        Category = category,
        TargetIds = [Text(change.Ticket.Id)],
        Author = change.Author,
        Number = change.Number,
        MayRepeat = change.MayRepeat,
        Ticket = change.Ticket,
        HeldFields = change.HeldFields,
        TimeFields = change.TimeFields,
    };

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
