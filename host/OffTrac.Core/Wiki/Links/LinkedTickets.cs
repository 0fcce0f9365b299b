using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Reads what links say of tickets: one query for all of them, one for their comments.</summary>
internal sealed class LinkedTickets(IDatabase database)
{
    private readonly string _tickets =
        $"SELECT id, type, summary, status, resolution FROM ticket WHERE {ListedValues.In(database, "id", "@numbers")}";

    private readonly string _comments =
        $"SELECT ticket, oldvalue FROM ticket_change WHERE {ListedValues.In(database, "ticket", "@numbers")} AND field = 'comment'";

    public async ValueTask<LinkedTicketRows> ReadAsync(int[] numbers, int[] commented, CancellationToken cancellation) => numbers.Length == 0
        ? new LinkedTicketRows([], [])
        : await database.ReadAsync(
            (self: this, numbers, commented),
            static (session, asked, token) => asked.self.ReadAsync(session, asked.numbers, asked.commented, token),
            cancellation).ConfigureAwait(false);

    private async ValueTask<LinkedTicketRows> ReadAsync(
        IDatabaseSession session, int[] numbers, int[] commented, CancellationToken cancellation)
    {
        var tickets = await session.QueryAsync<(int Id, string? Type, string? Summary, string? Status, string? Resolution)>(
            _tickets, new { numbers = ListedValues.Of(database, numbers) }, cancellation).ConfigureAwait(false);
        var comments = commented.Length == 0 ? [] : await session.QueryAsync<(int Ticket, string? Number)>(
            _comments, new { numbers = ListedValues.Of(database, commented) }, cancellation).ConfigureAwait(false);
        return new LinkedTicketRows(tickets, comments);
    }
}
