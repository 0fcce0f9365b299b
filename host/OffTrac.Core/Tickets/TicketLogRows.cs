using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Reads a ticket's change log with its attachments, as Trac's model does: equal rows are one.</summary>
internal static class TicketLogRows
{
    public static async ValueTask<IReadOnlyList<TicketLogEntry>> ReadAsync(
        int id, DateTimeOffset? time, IDatabaseSession session, CancellationToken cancellation)
    {
        var at = time is null ? "" : """ AND "time" = @at""";
        var rows = await session.QueryAsync<(long? Time, string? Author, string? Field, string? OldValue, string? NewValue, long Permanent)>(
            $"""
            SELECT "time", "author", "field", "oldvalue", "newvalue", 1 AS "permanent"
            FROM "ticket_change" WHERE "ticket" = @id{at}
            UNION
            SELECT "time", "author", 'attachment', NULL, "filename", 0
            FROM "attachment" WHERE "type" = 'ticket' AND "id" = @name{at}
            UNION
            SELECT "time", "author", 'comment', NULL, "description", 0
            FROM "attachment" WHERE "type" = 'ticket' AND "id" = @name{at}
            ORDER BY "time", "permanent", "author", "field"
            """,
            new { id, name = id.ToString(CultureInfo.InvariantCulture), at = time is { } moment ? TracTime.ToMicroseconds(moment) : 0 },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new TicketLogEntry
        {
            Time = TracTime.FromMicroseconds(row.Time ?? 0),
            Author = row.Author,
            Field = row.Field ?? "",
            OldValue = row.OldValue,
            NewValue = row.NewValue,
            IsPermanent = row.Permanent != 0,
        })];
    }
}
