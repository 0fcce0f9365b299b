using System.Globalization;
using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Policies;

/// <summary>Who wrote what in a ticket.</summary>
internal static class TicketAuthors
{
    public static async ValueTask<string?> ReporterAsync(IDatabaseSession session, int ticket, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT reporter FROM ticket WHERE id = @ticket", new { ticket }, session.Transaction, cancellationToken: cancellation))
            .ConfigureAwait(false);

    /// <summary>
    /// Author of the comment with a number. The number is the last part of the comment row's old value; rows without one, or of
    /// changes without a comment row, are counted, as Trac counts them.
    /// </summary>
    public static async ValueTask<string?> OfCommentAsync(
        IDatabaseSession session, int ticket, string comment, CancellationToken cancellation)
    {
        var rows = await session.Connection.QueryAsync<(long Time, string Field, string? Author, string? OldValue)>(
            new CommandDefinition(
                "SELECT time, field, author, oldvalue FROM ticket_change WHERE ticket = @ticket ORDER BY time",
                new { ticket },
                session.Transaction,
                cancellationToken: cancellation)).ConfigureAwait(false);
        var changes = rows.GroupBy(row => row.Time).Select(change => change.ToList()).ToList();
        var numbered = changes.Find(change => change.Exists(row => row.Field == "comment" && IsNumbered(row.OldValue, comment)));
        return AuthorOf(numbered ?? Counted(changes, comment));
    }

    private static bool IsNumbered(string? oldValue, string comment) =>
        oldValue is not null && (oldValue == comment || oldValue.EndsWith("." + comment, StringComparison.Ordinal));

    private static List<(long Time, string Field, string? Author, string? OldValue)>? Counted(
        List<List<(long Time, string Field, string? Author, string? OldValue)>> changes, string comment)
    {
        if (!int.TryParse(comment, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted))
            return null;
        var number = 0;
        foreach (var change in changes)
        {
            var oldValue = change.Find(row => row.Field == "comment").OldValue ?? "";
            number = int.TryParse(
                oldValue[(oldValue.LastIndexOf('.') + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var own)
                ? own
                : number + 1;
            if (number == wanted)
                return change;
        }

        return null;
    }

    private static string? AuthorOf(List<(long Time, string Field, string? Author, string? OldValue)>? change)
    {
        if (change is null)
            return null;
        var comment = change.FindIndex(row => row.Field == "comment");
        var index = comment >= 0 ? comment : change.FindIndex(row => !row.Field.StartsWith('_'));
        return index >= 0 ? change[index].Author : null;
    }
}
