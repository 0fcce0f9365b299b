using OffTrac.Core.Storage;
using OffTrac.Core.Tickets;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>Up to where each ticket is known.</summary>
/// <remarks>
/// Whoever takes what is new of a ticket, the watch or a write of our own, first locks or makes the ticket's row here: nothing is taken
/// twice. A write of our own sets the row in its transaction, so everybody sees the ticket and its row change together.
/// </remarks>
internal sealed class SeenTickets(DatabaseEngine engine, TicketFields fields, TimeProvider time)
{
    private const long Nothing = long.MinValue;

    private readonly TicketRows _rows = new(engine);
    private readonly string _locking = engine == DatabaseEngine.PostgreSql ? " FOR UPDATE" : "";

    /// <summary>What others changed of a ticket since it was looked at last, oldest first; it counts as seen then.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="own">Our own change in this transaction, which is not among them; null for none.</param>
    /// <param name="scope">Where to look and write.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    public async ValueTask<IReadOnlyList<ChangeEvent>> TakeAsync(int id, TicketEvent? own, IWriteScope scope, CancellationToken cancellation)
    {
        var seen = await ClaimAsync(id, scope, cancellation).ConfigureAwait(false);
        var layout = await fields.GetLayoutAsync(scope, cancellation).ConfigureAwait(false);
        var stored = await _rows.FindAsync(id, layout, scope, forUpdate: false, cancellation).ConfigureAwait(false);
        if (stored is null)
            return await ForgetAsync(id, seen, scope, cancellation).ConfigureAwait(false);
        if (seen == stored.Changed && own is null)
            return [];
        await scope.ExecuteAsync("UPDATE offtrac_seen_ticket SET changetime = @changed WHERE id = @id", new { id, changed = stored.Changed }, cancellation)
            .ConfigureAwait(false);
        if (own is TicketCreated)
            return [];
        var rows = await TicketChangeRows.ReadAsync(id, scope, cancellation).ConfigureAwait(false);
        var history = new TicketHistory(stored, layout, new CustomDefaults(time), rows);
        var events = history.Events(seen is null, moment => IsUnseen(TracTime.ToMicroseconds(moment), seen ?? Nothing, stored.Changed, own));
        return events.Count == 0 && own is null ? [history.Unexplained()] : events;
    }

    /// <summary>A ticket that we have deleted ourselves.</summary>
    public static async ValueTask ForgetAsync(int id, IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync("DELETE FROM offtrac_seen_ticket WHERE id = @id", new { id }, cancellation).ConfigureAwait(false);

    // A transaction that began earlier can commit an older time later: then the ticket has that older time, and it names the change.
    private static bool IsUnseen(long moment, long seen, long changed, TicketEvent? own) =>
        own is null
            ? moment > seen || (changed < seen && moment == changed)
            : moment > seen && moment != TracTime.ToMicroseconds(own.Time);

    private async ValueTask<IReadOnlyList<ChangeEvent>> ForgetAsync(int id, long? seen, IWriteScope scope, CancellationToken cancellation)
    {
        await ForgetAsync(id, scope, cancellation).ConfigureAwait(false);
        return seen is null
            ? []
            :
            [
                new TicketDeleted
                {
                    Ticket = new Ticket { Id = id, Changed = TracTime.FromMicroseconds(seen.Value) },
                    Time = TracTime.Truncate(time.GetUtcNow()),
                    Origin = ChangeOrigin.Elsewhere,
                },
            ];
    }

    /// <returns>The time up to which it is known; null when it was not known.</returns>
    private async ValueTask<long?> ClaimAsync(int id, IWriteScope scope, CancellationToken cancellation)
    {
        var isNew = await scope.ExecuteAsync(
            "INSERT INTO offtrac_seen_ticket (id, changetime) VALUES (@id, 0) ON CONFLICT DO NOTHING", new { id }, cancellation)
            .ConfigureAwait(false) == 1;
        if (isNew)
            return null;
        var seen = await scope.QueryAsync<long>(
            $"SELECT changetime FROM offtrac_seen_ticket WHERE id = @id{_locking}", new { id }, cancellation).ConfigureAwait(false);
        return seen.Count == 0 ? null : seen[0];
    }
}
