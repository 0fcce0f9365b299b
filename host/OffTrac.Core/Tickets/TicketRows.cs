using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Reads and writes the rows of tickets.</summary>
internal sealed class TicketRows(DatabaseEngine engine)
{
    /// <summary>One parameter for any number of ids, so that no limit of the engine on parameters is met.</summary>
    private readonly string _listed = engine == DatabaseEngine.PostgreSql
        ? "= ANY(@ids)"
        : "IN (SELECT value FROM json_each(@ids))";

    /// <summary>PostgreSQL locks the row until the end of the transaction; SQLite has one writer anyway.</summary>
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    public async ValueTask<Dictionary<int, StoredTicket>> ReadAsync(
        IReadOnlyCollection<int> ids, TicketLayout layout, IDatabaseSession session, CancellationToken cancellation)
    {
        var parameter = engine == DatabaseEngine.PostgreSql
            ? (object)ids.ToArray()
            : $"[{string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))}]";
        return await ReadAsync(_listed, "", new { ids = parameter }, layout, session, cancellation).ConfigureAwait(false);
    }

    public async ValueTask<StoredTicket?> FindAsync(
        int id, TicketLayout layout, IDatabaseSession session, bool forUpdate, CancellationToken cancellation)
    {
        var tickets = await ReadAsync("= @id", forUpdate ? _locking : "", new { id }, layout, session, cancellation).ConfigureAwait(false);
        return tickets.GetValueOrDefault(id);
    }

    public static async ValueTask<int> InsertAsync(
        TicketEdit edit, TicketLayout layout, long time, IWriteScope scope, CancellationToken cancellation)
    {
        var names = new List<string> { "time", "changetime" };
        var parameters = new DynamicParameters();
        parameters.Add("time", time);
        parameters.Add("changetime", time);
        foreach (var field in layout.Standard)
        {
            if (!edit.Has(field.Name))
                continue;
            names.Add(field.Name);
            parameters.Add(field.Name, edit.Stored(field.Name));
        }

        var sql = $"""
            INSERT INTO "ticket" ({string.Join(", ", names.Select(name => $"\"{name}\""))})
            VALUES ({string.Join(", ", names.Select(name => $"@{name}"))}) RETURNING "id"
            """;
        var id = await scope.Connection.ExecuteScalarAsync<int>(scope.Command(sql, parameters, cancellation)).ConfigureAwait(false);
        await scope.ExecuteAsync(
            """INSERT INTO "ticket_custom" ("ticket", "name", "value") VALUES (@id, @name, @value)""",
            layout.Custom.Where(field => edit.Has(field.Name)).Select(field => new { id, name = field.Name, value = edit.Stored(field.Name) }),
            cancellation).ConfigureAwait(false);
        return id;
    }

    public static async ValueTask UpdateAsync(
        StoredTicket stored, TicketEdit edit, TicketLayout layout, long time, IWriteScope scope, CancellationToken cancellation)
    {
        var columns = new List<string> { "\"changetime\" = @changetime" };
        var parameters = new DynamicParameters();
        parameters.Add("changetime", time);
        parameters.Add("id", stored.Id);
        var existing = new List<object>();
        var missing = new List<object>();
        foreach (var (name, _) in edit.Old)
        {
            var value = edit.Stored(name);
            if (layout.Find(name) is not { IsCustom: true })
            {
                columns.Add($"\"{name}\" = @{name}");
                parameters.Add(name, value);
            }
            else
            {
                (stored.Custom.ContainsKey(name) ? existing : missing).Add(new { stored.Id, name, value });
            }
        }

        await scope.ExecuteAsync($"""UPDATE "ticket" SET {string.Join(", ", columns)} WHERE "id" = @id""", parameters, cancellation)
            .ConfigureAwait(false);
        await scope.ExecuteAsync(
            """UPDATE "ticket_custom" SET "value" = @value WHERE "ticket" = @Id AND "name" = @name""", existing, cancellation)
            .ConfigureAwait(false);
        await scope.ExecuteAsync(
            """INSERT INTO "ticket_custom" ("ticket", "name", "value") VALUES (@Id, @name, @value)""", missing, cancellation)
            .ConfigureAwait(false);
    }

    public static async ValueTask TouchAsync(int id, long time, IWriteScope scope, CancellationToken cancellation) => await scope.ExecuteAsync(
        """UPDATE "ticket" SET "changetime" = @time WHERE "id" = @id""", new { id, time }, cancellation).ConfigureAwait(false);

    public static async ValueTask DeleteAsync(int id, IWriteScope scope, CancellationToken cancellation)
    {
        await scope.ExecuteAsync("""DELETE FROM "ticket" WHERE "id" = @id""", new { id }, cancellation).ConfigureAwait(false);
        await scope.ExecuteAsync("""DELETE FROM "ticket_change" WHERE "ticket" = @id""", new { id }, cancellation).ConfigureAwait(false);
        await scope.ExecuteAsync("""DELETE FROM "ticket_custom" WHERE "ticket" = @id""", new { id }, cancellation).ConfigureAwait(false);
    }

    private static async ValueTask<Dictionary<int, StoredTicket>> ReadAsync(
        string condition, string locking, object parameters, TicketLayout layout, IDatabaseSession session, CancellationToken cancellation)
    {
        var tickets = new Dictionary<int, StoredTicket>();
        var sql = $"""
            SELECT "id", "time", "changetime"{layout.Columns} FROM "ticket" WHERE "id" {condition}{locking};
            SELECT "ticket", "name", "value" FROM "ticket_custom" WHERE "ticket" {condition}
            """;
        var reader = await session.Connection.ExecuteReaderAsync(session.Command(sql, parameters, cancellation)).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                var ticket = StoredTicket.Read(reader, layout);
                tickets[ticket.Id] = ticket;
            }

            await reader.NextResultAsync(cancellation).ConfigureAwait(false);
            while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            {
                if (!reader.IsDBNull(1) && tickets.TryGetValue(reader.GetInt32(0), out var ticket))
                    ticket.Custom[reader.GetString(1)] = reader.IsDBNull(2) ? null : reader.GetString(2);
            }
        }

        return tickets;
    }
}
