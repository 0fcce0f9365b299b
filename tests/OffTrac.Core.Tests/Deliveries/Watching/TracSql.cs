using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;

namespace OffTrac.Core.Tests.Deliveries.Watching;

/// <summary>Writes to the database as a Trac does, past all that is ours.</summary>
internal sealed class TracSql(Database database)
{
    /// <summary>Microseconds since 1970 at which the last change was made; each takes the next second.</summary>
    public long Now { get; private set; } = Sdk.TracTime.ToMicroseconds(TimeProvider.System.GetUtcNow());

    public async Task<int> CreateTicketAsync(string summary)
    {
        var time = Next();
        return await WriteAsync(
            "INSERT INTO ticket (type, time, changetime, component, priority, owner, reporter, cc, status, summary, description, keywords) "
            + "VALUES ('defect', @time, @time, 'component1', 'major', 'joe', 'sue', '', 'new', @summary, 'D', '') RETURNING id",
            new { time, summary });
    }

    public Task<int> ChangeTicketAsync(int id, string keywords, string comment, long? at = null) => WriteAsync(Change, Changed(id, keywords, comment, at ?? Next()));

    /// <summary>Leaves the transaction open, to be committed later.</summary>
    public static async Task ChangeTicketAsync(Sdk.Storage.IWriteScope scope, int id, string keywords, string comment, long at) =>
        await scope.Connection.ExecuteAsync(Change, Changed(id, keywords, comment, at), scope.Transaction);

    public Task<int> EditCommentAsync(int id, string comment) => WriteAsync(
        """
        INSERT INTO ticket_change (ticket, time, author, field, oldvalue, newvalue)
        SELECT ticket, time, 'editor', '_comment0', newvalue, @text FROM ticket_change WHERE ticket = @id AND field = 'comment'
            AND time = (SELECT MAX(time) FROM ticket_change WHERE ticket = @id AND field = 'comment');
        UPDATE ticket_change SET newvalue = @comment WHERE ticket = @id AND field = 'comment'
            AND time = (SELECT MAX(time) FROM ticket_change WHERE ticket = @id AND field = 'comment');
        UPDATE ticket SET changetime = @time WHERE id = @id;
        """,
        new { id, comment, time = Next(), text = Now.ToString(CultureInfo.InvariantCulture) });

    public Task<int> DeleteTicketAsync(int id) => WriteAsync(
        "DELETE FROM ticket WHERE id = @id; DELETE FROM ticket_change WHERE ticket = @id; DELETE FROM ticket_custom WHERE ticket = @id", new { id });

    public Task<int> SavePageAsync(string name, int version, string text) => WriteAsync(
        "INSERT INTO wiki (name, version, time, author, text, comment, readonly) VALUES (@name, @version, @time, 'sue', @text, 'why', 0)",
        new { name, version, text, time = Next() });

    public Task<int> RenamePageAsync(string name, string to) => WriteAsync("UPDATE wiki SET name = @to WHERE name = @name", new { name, to });

    public Task<int> DeletePageAsync(string name) => WriteAsync("DELETE FROM wiki WHERE name = @name", new { name });

    public Task<int> DeleteVersionAsync(string name, int version) =>
        WriteAsync("DELETE FROM wiki WHERE name = @name AND version = @version", new { name, version });

    private const string Change =
        """
        UPDATE ticket SET changetime = @at WHERE id = @id;
        INSERT INTO ticket_change (ticket, time, author, field, oldvalue, newvalue)
        SELECT @id, @at, 'sue', 'keywords', keywords, @keywords FROM ticket WHERE id = @id;
        UPDATE ticket SET keywords = @keywords WHERE id = @id;
        INSERT INTO ticket_change (ticket, time, author, field, oldvalue, newvalue)
        SELECT @id, @at, 'sue', 'comment', CAST(1 + COUNT(*) AS text), @comment FROM ticket_change WHERE ticket = @id AND field = 'comment';
        """;

    private static object Changed(int id, string keywords, string comment, long at) => new { id, keywords, comment, at };

    private long Next() => Now += 1_000_000;

    private async Task<int> WriteAsync(string sql, object values) => await database.WriteAsync(
        (sql, values),
        static async (scope, state, token) => await scope.Connection.ExecuteScalarAsync<int?>(state.sql, state.values, scope.Transaction) ?? 0,
        scope: null,
        default);
}
