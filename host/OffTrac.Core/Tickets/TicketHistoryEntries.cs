using System.Globalization;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Makes of rows what people are shown: by time, attachments before the change of the same time, one entry for each change.</summary>
internal static class TicketHistoryEntries
{
    /// <param name="changes">Rows of a ticket by time.</param>
    /// <param name="attachments">Attachments of the ticket by time.</param>
    public static IReadOnlyList<TicketHistoryEntry> Build(IReadOnlyList<TicketChange> changes, IReadOnlyList<Attachment> attachments)
    {
        var entries = new List<TicketHistoryEntry>();
        var number = 0;
        foreach (var change in changes.GroupBy(row => row.Time).Select(group => group.ToList()))
        {
            var entry = OfChange(change, number + 1);
            number = entry.Number ?? number + 1;
            entries.Add(entry);
        }

        foreach (var group in attachments.GroupBy(attachment => (attachment.Time, attachment.Author)))
            entries.Add(OfAttachments([.. group.OrderBy(attachment => attachment.FileName, StringComparer.Ordinal)]));
        return WithReplies([.. entries
            .OrderBy(entry => entry.Time)
            .ThenBy(entry => entry.IsPermanent)
            .ThenBy(entry => entry.Author, StringComparer.Ordinal)]);
    }

    private static TicketHistoryEntry OfChange(List<TicketChange> change, int number)
    {
        var comment = TicketCommentRows.Comment(change);
        var dot = comment?.OldValue?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return new TicketHistoryEntry
        {
            Time = change[0].Time,
            Author = TicketCommentRows.AuthorOf(change),
            Number = comment?.CommentNumber ?? number,
            ReplyTo = dot > 0 ? comment!.OldValue![..dot] : null,
            Fields =
            [
                .. TicketCommentRows.FieldsOf(change)
                    .Where(row => (row.OldValue ?? "") != (row.NewValue ?? ""))
                    .Select(row => new TicketFieldChange { Field = row.Field, OldValue = row.OldValue ?? "", NewValue = row.NewValue ?? "" })
                    .OrderBy(field => field.Field, StringComparer.Ordinal),
            ],
            Comment = comment?.NewValue ?? "",
            CommentHistory = TicketCommentRows.History(change),
        };
    }

    private static TicketHistoryEntry OfAttachments(List<Attachment> attachments) => new()
    {
        Time = attachments[0].Time,
        Author = attachments[0].Author,
        IsPermanent = false,
        Comment = attachments[^1].Description ?? "",
        Attachments = attachments,
    };

    private static IReadOnlyList<TicketHistoryEntry> WithReplies(List<TicketHistoryEntry> entries)
    {
        var replies = entries
            .Where(entry => entry is { ReplyTo: not null, Number: not null })
            .ToLookup(entry => entry.ReplyTo, entry => entry.Number!.Value, StringComparer.Ordinal);
        if (replies.Count == 0)
            return entries;
        return [.. entries.Select(entry => entry.Number is { } number
            && replies[number.ToString(CultureInfo.InvariantCulture)].ToList() is { Count: > 0 } answers
                ? entry with { Replies = answers }
                : entry)];
    }
}
