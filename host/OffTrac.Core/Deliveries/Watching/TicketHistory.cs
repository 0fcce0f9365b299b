using System.Globalization;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>The events that a ticket's rows tell of, oldest first. What the ticket was after each is found by undoing what came later.</summary>
internal sealed class TicketHistory(StoredTicket stored, TicketLayout layout, CustomDefaults defaults, IReadOnlyList<TicketChange> rows)
{
    private const string CommentField = "comment";

    // trac.ticket.model.Ticket.modify_comment: _comment0, _comment1 … hold the comment before each edit, and the time of the edit.
    private const string EditField = "_comment";

    private readonly FieldNames _held = stored.HeldFields(layout, defaults);

    public Ticket Current { get; } = stored.ToTicket(layout, defaults);

    /// <param name="isCreated">Whether the ticket's creation is among them.</param>
    /// <param name="isUnseen">Which times of changes are.</param>
    public IReadOnlyList<ChangeEvent> Events(bool isCreated, Func<DateTimeOffset, bool> isUnseen)
    {
        var events = new List<ChangeEvent>();
        var values = Current.Values;
        foreach (var change in rows.Where(row => !row.Field.StartsWith('_')).GroupBy(row => row.Time).OrderByDescending(change => change.Key))
        {
            if (isUnseen(change.Key))
                events.Add(Changed(change, values));
            foreach (var row in change.Where(row => row.Field != CommentField))
                values = values.With(row.Field, row.OldValue);
        }

        if (isCreated)
            events.Add(Stamped(new TicketCreated { Ticket = TicketAt(values, Current.Created) }, values["reporter"], Current.Created));
        else
            events.AddRange(Edits(isUnseen));
        events.Reverse();
        return [.. events.OrderBy(change => change.Time)];
    }

    /// <summary>For a change of which no row tells.</summary>
    public ChangeEvent Unexplained() => Stamped(new TicketChanged { Ticket = Current }, null, Current.Changed);

    private TicketChanged Changed(IGrouping<DateTimeOffset, TicketChange> change, FieldValues after)
    {
        var comment = change.FirstOrDefault(row => row.Field == CommentField);
        var (number, replyTo) = NumberOf(comment);
        return (TicketChanged)Stamped(
            new TicketChanged
            {
                Ticket = TicketAt(after, change.Key),
                OldValues = FieldValues.From(change.Where(row => row.Field != CommentField).Select(OldValue)),
                Comment = comment?.NewValue,
                CommentNumber = number ?? 0,
                ReplyTo = replyTo,
            },
            (comment ?? change.First()).Author,
            change.Key);
    }

    private IEnumerable<ChangeEvent> Edits(Func<DateTimeOffset, bool> isUnseen)
    {
        foreach (var change in rows.GroupBy(row => row.Time))
        {
            var comment = change.FirstOrDefault(row => row.Field == CommentField);
            var edits = change.Where(row => row.Field.StartsWith(EditField, StringComparison.Ordinal) && EditTime(row) is not null)
                .OrderBy(EditTime).ToList();
            for (var i = 0; i < edits.Count; i++)
            {
                var time = EditTime(edits[i])!.Value;
                if (!isUnseen(time))
                    continue;
                yield return Stamped(
                    new TicketCommentModified
                    {
                        Ticket = Current,
                        ChangeTime = change.Key,
                        CommentNumber = NumberOf(comment).Number,
                        ChangeAuthor = comment?.Author,
                        Comment = i + 1 < edits.Count ? edits[i + 1].OldValue : comment?.NewValue,
                        OldComment = edits[i].OldValue,
                    },
                    edits[i].Author,
                    time);
            }
        }
    }

    private static KeyValuePair<string, string?> OldValue(TicketChange row) => new(row.Field, row.OldValue ?? "");

    private static DateTimeOffset? EditTime(TicketChange row) =>
        long.TryParse(row.NewValue, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? TracTime.FromMicroseconds(time) : null;

    private static (int? Number, string? ReplyTo) NumberOf(TicketChange? comment)
    {
        var text = comment?.OldValue ?? "";
        var dot = text.LastIndexOf('.');
        return (int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null, dot > 0 ? text[..dot] : null);
    }

    private Ticket TicketAt(FieldValues values, DateTimeOffset changed) =>
        new() { Id = Current.Id, Created = Current.Created, Changed = changed, Values = values };

    private TicketEvent Stamped(TicketEvent change, string? author, DateTimeOffset time) => change with
    {
        HeldFields = _held,
        TimeFields = layout.TimeFields,
        Author = author,
        Time = time,
        Origin = ChangeOrigin.Elsewhere,
    };
}
