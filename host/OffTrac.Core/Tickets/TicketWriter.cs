using System.Globalization;
using OffTrac.Core.Attachments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Makes, changes and deletes tickets within a transaction, and records what listeners are told after it.</summary>
internal sealed class TicketWriter(
    TicketFields fields, TicketRows rows, AttachmentStore attachments, IChangeRecorder recorder, TicketOptions options, TimeProvider time)
{
    /// <summary>A new ticket with its defaults, to set fields in.</summary>
    public async ValueTask<TicketEdit> NewEditAsync(IDatabaseSession? session, CancellationToken cancellation) =>
        TicketEdit.New(await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false), options, time);

    public async ValueTask<Ticket> InsertAsync(NewTicket ticket, IWriteScope scope, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var edit = TicketEdit.New(layout, options, time);
        edit.Set(ticket.Values);
        edit.NormalizeCc();
        if (layout.OwnerFollowsComponent)
            await ComponentOwner.ApplyAsync(edit, isNew: true, scope, cancellation).ConfigureAwait(false);
        var moment = TracTime.Truncate(ticket.Time ?? time.GetUtcNow());
        var id = await TicketRows.InsertAsync(edit, layout, TracTime.ToMicroseconds(moment), scope, cancellation).ConfigureAwait(false);
        var stored = await StoredAsync(id, layout, scope, cancellation).ConfigureAwait(false);
        var made = stored.ToTicket(layout, new CustomDefaults(time));
        var created = new TicketCreated
        {
            Ticket = made,
            HeldFields = FieldNames.From(edit.ValuesAsSet().Names),
            TimeFields = layout.TimeFields,
            Author = ticket.Author ?? made.Values["reporter"],
            Time = moment,
            Origin = ticket.Origin,
            Notify = ticket.Notify,
        };
        await recorder.RecordAsync(created, scope, cancellation).ConfigureAwait(false);
        return made;
    }

    public async ValueTask<TicketChanged?> UpdateAsync(TicketUpdate update, IWriteScope scope, CancellationToken cancellation) =>
        await UpdateAsync(update, await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false), scope, cancellation)
            .ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<TicketChanged>> UpdateManyAsync(
        IReadOnlyList<TicketUpdate> updates, TicketsChanged? notice, IWriteScope scope, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var changes = new List<TicketChanged>(updates.Count);
        foreach (var update in updates)
        {
            if (await UpdateAsync(update, layout, scope, cancellation).ConfigureAwait(false) is { } changed)
                changes.Add(changed);
        }

        if (notice is { Ids.Count: > 0 })
            await recorder.RecordAsync(notice, scope, cancellation).ConfigureAwait(false);
        return changes;
    }

    public async ValueTask RemoveAsync(TicketDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var stored = await rows.FindAsync(deletion.Id, layout, scope, forUpdate: true, cancellation).ConfigureAwait(false)
            ?? throw TicketStore.NotFound(deletion.Id);
        var attached = new AttachmentDeletion { Parent = Resource.Ticket(deletion.Id), Author = deletion.Author, Origin = deletion.Origin };
        await attachments.DeleteInAsync(attached, scope, cancellation).ConfigureAwait(false);
        await TicketRows.DeleteAsync(deletion.Id, scope, cancellation).ConfigureAwait(false);
        var defaults = new CustomDefaults(time);
        var deleted = new TicketDeleted
        {
            Ticket = stored.ToTicket(layout, defaults),
            HeldFields = stored.HeldFields(layout, defaults),
            TimeFields = layout.TimeFields,
            Author = deletion.Author,
            Time = TracTime.Truncate(time.GetUtcNow()),
            Origin = deletion.Origin,
        };
        await recorder.RecordAsync(deleted, scope, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<TicketChanged?> UpdateAsync(
        TicketUpdate update, TicketLayout layout, IWriteScope scope, CancellationToken cancellation)
    {
        var stored = await rows.FindAsync(update.Id, layout, scope, forUpdate: true, cancellation).ConfigureAwait(false)
            ?? throw TicketStore.NotFound(update.Id);
        if (update.BasedOn is { } based && TracTime.ToMicroseconds(based) != stored.Changed)
            throw new TicketCollisionException(update.Id);
        var edit = TicketEdit.Of(stored, layout, time);
        edit.FollowsModel = update.Origin == ChangeOrigin.Rpc;
        edit.Set(update.Values);
        edit.NormalizeCc();
        if (!edit.IsChanged && TracText.IsBlank(update.Comment))
            return null;
        if (layout.OwnerFollowsComponent)
            await ComponentOwner.ApplyAsync(edit, isNew: false, scope, cancellation).ConfigureAwait(false);

        var wanted = TracTime.ToMicroseconds(update.Time ?? time.GetUtcNow());
        var moment = await TicketChangeRows.FreeTimeAsync(update.Id, wanted, scope, cancellation).ConfigureAwait(false);
        if (update.IsTimeExact && moment != wanted)
            throw new TracException($"Ticket {update.Id.ToString(CultureInfo.InvariantCulture)} has another change of that time: give a time at which it has none.");
        var number = await TicketChangeRows.NextNumberAsync(update.Id, scope, cancellation).ConfigureAwait(false);
        await TicketRows.UpdateAsync(stored, edit, layout, moment, scope, cancellation).ConfigureAwait(false);
        await TicketChangeRows.InsertAsync(
            update.Id, moment, update.Author, Rows(update, number, stored, edit, layout), scope, cancellation).ConfigureAwait(false);
        var after = await StoredAsync(update.Id, layout, scope, cancellation).ConfigureAwait(false);
        var defaults = new CustomDefaults(time);
        var changed = new TicketChanged
        {
            Ticket = after.ToTicket(layout, defaults),
            HeldFields = after.HeldFields(layout, defaults),
            TimeFields = layout.TimeFields,
            OldValues = edit.OldValues(),
            Comment = update.Comment,
            CommentNumber = number,
            ReplyTo = ReplyTo(update),
            Author = update.Author,
            Time = TracTime.FromMicroseconds(moment),
            Origin = update.Origin,
            Notify = update.Notify,
        };
        await recorder.RecordAsync(changed, scope, cancellation).ConfigureAwait(false);
        return changed;
    }

    private async ValueTask<StoredTicket> StoredAsync(int id, TicketLayout layout, IWriteScope scope, CancellationToken cancellation) =>
        (await rows.FindAsync(id, layout, scope, forUpdate: false, cancellation).ConfigureAwait(false))!;

    private static List<(string Field, string? Old, string? New)> Rows(
        TicketUpdate update, int number, StoredTicket stored, TicketEdit edit, TicketLayout layout)
    {
        var rows = new List<(string, string?, string?)>(edit.Old.Count + 1);
        foreach (var (name, old) in edit.Old)
        {
            var isFilled = layout.Find(name) is { IsCustom: true } field && !stored.Custom.ContainsKey(name) && string.IsNullOrEmpty(old) && edit.IsDefault(field);
            if (!isFilled || !layout.FillsMissingCustom)
                rows.Add((name, edit.ToStored(old), edit.Stored(name)));
        }

        var text = number.ToString(CultureInfo.InvariantCulture);
        rows.Add(("comment", ReplyTo(update) is { } parent ? $"{parent}.{text}" : text, update.Comment));
        return rows;
    }

    private static string? ReplyTo(TicketUpdate update) => string.IsNullOrEmpty(update.ReplyTo) ? null : update.ReplyTo;
}
