using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>
/// Comments among the rows of <c>ticket_change</c>: found by number, edited, deleted with their change. The edits of a comment are
/// rows <c>_comment0</c> and so on at the time of the change: text before, who edited it, and as new value when.
/// </summary>
internal static class TicketCommentRows
{
    private const string Edit = "_comment";

    /// <summary>The rows of a change by the number of its comment.</summary>
    public static async ValueTask<IReadOnlyList<TicketChange>> FindAsync(
        int id, int number, IDatabaseSession session, CancellationToken cancellation)
    {
        var changes = await TicketChangeRows.ReadAsync(id, session, cancellation).ConfigureAwait(false);
        return TimeOf(number, changes) is { } time ? At(time, changes) : [];
    }

    /// <summary>The rows of a change by its time.</summary>
    public static async ValueTask<IReadOnlyList<TicketChange>> GetAsync(
        int id, DateTimeOffset time, IDatabaseSession session, CancellationToken cancellation) =>
        At(TracTime.Truncate(time), await TicketChangeRows.ReadAsync(id, session, cancellation).ConfigureAwait(false));

    public static IReadOnlyList<TicketCommentVersion> History(IReadOnlyList<TicketChange> change)
    {
        if (change.Count == 0)
            return [];
        var versions = new List<TicketCommentVersion>();
        var (time, author) = (change[0].Time, AuthorOf(change));
        foreach (var (number, edit) in Edits(change))
        {
            versions.Add(new TicketCommentVersion { Number = number, Time = time, Author = author, Text = edit.OldValue ?? "" });
            (time, author) = (TimeOf(edit) ?? time, edit.Author);
        }

        versions.Add(new TicketCommentVersion
        {
            Number = versions.Count == 0 ? 0 : versions[^1].Number + 1,
            Time = time,
            Author = author,
            Text = Comment(change)?.NewValue ?? "",
        });
        return versions;
    }

    public static TicketChange? Comment(IReadOnlyList<TicketChange> change) => change.FirstOrDefault(row => row.Field == "comment");

    /// <summary>Who made a change: who commented, else who changed a field.</summary>
    public static string? AuthorOf(IReadOnlyList<TicketChange> change) =>
        Comment(change)?.Author ?? change.FirstOrDefault(IsOfField)?.Author;

    /// <summary>The fields that a change set.</summary>
    public static IReadOnlyList<TicketChange> FieldsOf(IReadOnlyList<TicketChange> change) => [.. change.Where(IsOfField)];

    public static async ValueTask ModifyAsync(
        int id, IReadOnlyList<TicketChange> change, string text, string? author, long when, IWriteScope scope, CancellationToken cancellation)
    {
        var time = TracTime.ToMicroseconds(change[0].Time);
        var comment = Comment(change);
        var number = Edits(change).Select(edit => edit.Number + 1).LastOrDefault();
        List<(string, string?, string?)> rows =
            [(Edit + number.ToString(CultureInfo.InvariantCulture), comment?.NewValue ?? "", when.ToString(CultureInfo.InvariantCulture))];
        await TicketChangeRows.InsertAsync(id, time, author, rows, scope, cancellation).ConfigureAwait(false);
        if (comment is null)
        {
            await TicketChangeRows.InsertAsync(id, time, AuthorOf(change), [("comment", "", text)], scope, cancellation).ConfigureAwait(false);
            return;
        }

        await scope.ExecuteAsync(
            """
            UPDATE "ticket_change" SET "newvalue" = @text WHERE "ticket" = @id AND "time" = @time AND "field" = 'comment'
            """,
            new { id, time, text },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes a change back. A field that was changed again later keeps its value, and the next change gets this one's old value, if it
    /// had begun with this one's new one.
    /// </summary>
    public static async ValueTask DeleteAsync(
        int id, IReadOnlyList<TicketChange> change, TicketLayout layout, IWriteScope scope, CancellationToken cancellation)
    {
        var time = TracTime.ToMicroseconds(change[0].Time);
        foreach (var row in FieldsOf(change))
        {
            var parameters = new { id, time, field = row.Field, old = row.OldValue, value = row.NewValue };
            var next = await scope.QueryAsync<long>(
                """
                SELECT "time" FROM "ticket_change" WHERE "ticket" = @id AND "time" > @time AND "field" = @field ORDER BY "time" LIMIT 1
                """,
                parameters,
                cancellation).ConfigureAwait(false);
            var sql = next.Count > 0
                ? """
                  UPDATE "ticket_change" SET "oldvalue" = @old
                  WHERE "ticket" = @id AND "time" = @next AND "field" = @field AND "oldvalue" = @value
                  """
                : layout.Find(row.Field) is { IsCustom: false }
                    ? $"""UPDATE "ticket" SET "{row.Field}" = @old WHERE "id" = @id"""
                    : """UPDATE "ticket_custom" SET "value" = @old WHERE "ticket" = @id AND "name" = @field""";
            await scope.ExecuteAsync(
                sql, new { id, next = next.Count > 0 ? next[0] : 0, field = row.Field, old = row.OldValue, value = row.NewValue }, cancellation)
                .ConfigureAwait(false);
        }

        await scope.ExecuteAsync(
            """DELETE FROM "ticket_change" WHERE "ticket" = @id AND "time" = @time""", new { id, time }, cancellation)
            .ConfigureAwait(false);
    }

    private static DateTimeOffset? TimeOf(int number, IReadOnlyList<TicketChange> changes)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var end = "." + text;
        foreach (var row in changes)
        {
            if (row.Field == "comment" && row.OldValue is { } value && (value == text || value.EndsWith(end, StringComparison.Ordinal)))
                return row.Time;
        }

        var count = 0;
        foreach (var change in changes.GroupBy(row => row.Time))
        {
            count = Comment([.. change])?.CommentNumber ?? count + 1;
            if (count == number)
                return change.Key;
        }

        return null;
    }

    private static DateTimeOffset? TimeOf(TicketChange edit) =>
        long.TryParse(edit.NewValue, NumberStyles.Integer, CultureInfo.InvariantCulture, out var time) ? TracTime.FromMicroseconds(time) : null;

    private static IReadOnlyList<TicketChange> At(DateTimeOffset time, IReadOnlyList<TicketChange> changes) =>
        [.. changes.Where(row => row.Time == time)];

    private static bool IsOfField(TicketChange row) => row.Field != "comment" && !row.Field.StartsWith('_');

    private static IReadOnlyList<(int Number, TicketChange Edit)> Edits(IReadOnlyList<TicketChange> change)
    {
        var edits = new List<(int Number, TicketChange Edit)>();
        foreach (var row in change)
        {
            if (row.Field.StartsWith(Edit, StringComparison.Ordinal)
                && int.TryParse(row.Field.AsSpan(Edit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                edits.Add((number, row));
        }

        edits.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return edits;
    }
}
