using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Reads and writes rows of <c>ticket_change</c>.</summary>
internal static class TicketChangeRows
{
    public static async ValueTask<IReadOnlyList<TicketChange>> ReadAsync(int id, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(long? Time, string? Author, string? Field, string? OldValue, string? NewValue)>(
            """
            SELECT "time", "author", "field", "oldvalue", "newvalue" FROM "ticket_change"
            WHERE "ticket" = @id ORDER BY "time", "author", "field"
            """,
            new { id },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new TicketChange
        {
            Time = TracTime.FromMicroseconds(row.Time ?? 0),
            Author = row.Author,
            Field = row.Field ?? "",
            OldValue = row.OldValue,
            NewValue = row.NewValue,
        })];
    }

    /// <summary>Values of fields before the changes of one time, by ticket.</summary>
    public static async ValueTask<ILookup<int, KeyValuePair<string, string?>>> OldValuesAsync(
        DateTimeOffset time, IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(int Ticket, string Field, string? OldValue)>(
            """
            SELECT "ticket", "field", "oldvalue" FROM "ticket_change" WHERE "time" = @time AND "field" <> 'comment' AND "field" NOT LIKE '\_%' ESCAPE '\'
            """,
            new { time = TracTime.ToMicroseconds(time) },
            cancellation).ConfigureAwait(false);
        return rows.ToLookup(row => row.Ticket, row => KeyValuePair.Create(row.Field, row.OldValue));
    }

    /// <summary>The first microsecond from a time on at which the ticket has no change: rows of two changes must not meet.</summary>
    public static async ValueTask<long> FreeTimeAsync(int id, long time, IWriteScope scope, CancellationToken cancellation)
    {
        var taken = await scope.QueryAsync<long>(
            """SELECT DISTINCT "time" FROM "ticket_change" WHERE "ticket" = @id AND "time" >= @time ORDER BY "time" """,
            new { id, time },
            cancellation).ConfigureAwait(false);
        foreach (var other in taken)
        {
            if (other != time)
                break;
            time++;
        }

        return time;
    }

    /// <summary>
    /// The number that the next comment gets: one more than the newest number, and one more for each later change that has none,
    /// as old versions wrote them.
    /// </summary>
    public static async ValueTask<int> NextNumberAsync(int id, IWriteScope scope, CancellationToken cancellation)
    {
        var number = 0;
        var reader = await scope.Connection.ExecuteReaderAsync(scope.Command(
            """
            SELECT DISTINCT c."time", n."oldvalue" FROM "ticket_change" AS c
            LEFT JOIN "ticket_change" AS n ON n."ticket" = c."ticket" AND n."time" = c."time" AND n."field" = 'comment'
            WHERE c."ticket" = @id ORDER BY c."time" DESC
            """,
            new { id },
            cancellation)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var text = await reader.IsDBNullAsync(1, cancellation).ConfigureAwait(false) ? "" : reader.GetString(1);
                var last = text[(text.LastIndexOf('.') + 1)..];
                if (last.Length > 0 && TracText.TryInteger(last, out var known))
                    return number + known + 1;
                number++;
            }
        }

        return number + 1;
    }

    public static async ValueTask InsertAsync(
        int id, long time, string? author, IReadOnlyList<(string Field, string? Old, string? New)> rows, IWriteScope scope, CancellationToken cancellation)
    {
        var parameters = new DynamicParameters();
        parameters.Add("id", id);
        parameters.Add("time", time);
        parameters.Add("author", author);
        var values = new string[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            var n = i.ToString(CultureInfo.InvariantCulture);
            values[i] = $"(@id, @time, @author, @f{n}, @o{n}, @n{n})";
            parameters.Add("f" + n, rows[i].Field);
            parameters.Add("o" + n, rows[i].Old);
            parameters.Add("n" + n, rows[i].New);
        }

        await scope.ExecuteAsync(
            $"""
            INSERT INTO "ticket_change" ("ticket", "time", "author", "field", "oldvalue", "newvalue") VALUES {string.Join(", ", values)}
            """,
            parameters,
            cancellation).ConfigureAwait(false);
    }
}
