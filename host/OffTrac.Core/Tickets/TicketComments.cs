using System.Globalization;
using OffTrac.Core.Deliveries;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Edits comments and deletes changes, as Trac does, within a transaction.</summary>
internal sealed class TicketComments(TicketFields fields, TicketRows rows, IChangeRecorder recorder, TimeProvider time)
{
    public async ValueTask<TicketCommentModified?> ModifyAsync(TicketCommentEdit edit, IWriteScope scope, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var change = await LockChangeAsync(edit.Id, edit.ChangeTime, layout, scope, cancellation).ConfigureAwait(false);
        var comment = TicketCommentRows.Comment(change);
        var (old, text) = (comment?.NewValue ?? "", edit.Comment ?? "");
        if (string.Equals(old, text, StringComparison.Ordinal))
            return null;
        var moment = TracTime.Truncate(edit.Time ?? time.GetUtcNow());
        await TicketCommentRows.ModifyAsync(
            edit.Id, change, text, edit.Author, TracTime.ToMicroseconds(moment), scope, cancellation).ConfigureAwait(false);
        await TicketRows.TouchAsync(edit.Id, TracTime.ToMicroseconds(moment), scope, cancellation).ConfigureAwait(false);
        var after = (await rows.FindAsync(edit.Id, layout, scope, forUpdate: false, cancellation).ConfigureAwait(false))!;
        var defaults = new CustomDefaults(time);
        var modified = new TicketCommentModified
        {
            Ticket = after.ToTicket(layout, defaults),
            HeldFields = after.HeldFields(layout, defaults),
            TimeFields = layout.TimeFields,
            ChangeTime = change[0].Time,
            ChangeAuthor = TicketCommentRows.AuthorOf(change),
            CommentNumber = comment?.CommentNumber,
            Comment = text,
            OldComment = old,
            Author = edit.Author,
            Time = moment,
            Origin = edit.Origin,
            Notify = edit.Notify,
        };
        await recorder.RecordAsync(modified, scope, cancellation).ConfigureAwait(false);
        return modified;
    }

    public async ValueTask<TicketChangeDeleted> RemoveAsync(
        TicketChangeDeletion deletion, IWriteScope scope, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var change = await LockChangeAsync(deletion.Id, deletion.ChangeTime, layout, scope, cancellation).ConfigureAwait(false);
        var comment = TicketCommentRows.Comment(change);
        var moment = TracTime.Truncate(deletion.Time ?? time.GetUtcNow());
        await TicketCommentRows.DeleteAsync(deletion.Id, change, layout, scope, cancellation).ConfigureAwait(false);
        await TicketRows.TouchAsync(deletion.Id, TracTime.ToMicroseconds(moment), scope, cancellation).ConfigureAwait(false);
        var after = (await rows.FindAsync(deletion.Id, layout, scope, forUpdate: false, cancellation).ConfigureAwait(false))!;
        var defaults = new CustomDefaults(time);
        var set = TicketCommentRows.FieldsOf(change);
        var deleted = new TicketChangeDeleted
        {
            Ticket = after.ToTicket(layout, defaults),
            HeldFields = after.HeldFields(layout, defaults),
            TimeFields = layout.TimeFields,
            ChangeTime = change[0].Time,
            ChangeAuthor = TicketCommentRows.AuthorOf(change),
            CommentNumber = comment?.CommentNumber,
            Comment = comment?.NewValue,
            OldValues = FieldValues.From(set.Select(row => KeyValuePair.Create(row.Field, row.OldValue))),
            NewValues = FieldValues.From(set.Select(row => KeyValuePair.Create(row.Field, row.NewValue))),
            Author = deletion.Author,
            Time = moment,
            Origin = deletion.Origin,
            Notify = deletion.Notify,
        };
        await recorder.RecordAsync(deleted, scope, cancellation).ConfigureAwait(false);
        return deleted;
    }

    /// <summary>The rows of a change of a ticket that others wait for.</summary>
    private async ValueTask<IReadOnlyList<TicketChange>> LockChangeAsync(
        int id, DateTimeOffset changeTime, TicketLayout layout, IWriteScope scope, CancellationToken cancellation)
    {
        _ = await rows.FindAsync(id, layout, scope, forUpdate: true, cancellation).ConfigureAwait(false) ?? throw TicketStore.NotFound(id);
        var change = await TicketCommentRows.GetAsync(id, changeTime, scope, cancellation).ConfigureAwait(false);
        return change.Count > 0
            ? change
            : throw new ResourceNotFoundException(string.Create(
                CultureInfo.InvariantCulture, $"Ticket {id} has no change at {TracTime.Truncate(changeTime):yyyy-MM-dd'T'HH:mm:ss.ffffff}Z."));
    }
}
