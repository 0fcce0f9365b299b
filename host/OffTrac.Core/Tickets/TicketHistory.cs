using OffTrac.Core.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>What happened to tickets, as people are shown it.</summary>
public sealed class TicketHistory(IDatabase database, TicketStore tickets) : ITicketHistory
{
    public async ValueTask<IReadOnlyList<TicketHistoryEntry>> GetAsync(int id, CancellationToken cancellation)
    {
        var (changes, attachments) = await database.ReadAsync(
            id,
            static async (session, id, cancellation) => (
                await TicketChangeRows.ReadAsync(id, session, cancellation).ConfigureAwait(false),
                await AttachmentRows.ListAsync(Resource.Ticket(id), session, cancellation).ConfigureAwait(false)),
            cancellation).ConfigureAwait(false);
        return TicketHistoryEntries.Build(changes, attachments);
    }

    public ValueTask<Ticket> GetVersionAsync(int id, int version, CancellationToken cancellation) => database.ReadAsync(
        (log: this, id, version),
        static async (session, state, cancellation) =>
        {
            var ticket = await state.log.FindAsync(state.id, session, cancellation).ConfigureAwait(false);
            var changes = await TicketChangeRows.ReadAsync(state.id, session, cancellation).ConfigureAwait(false);
            return AtVersion(ticket, state.version, changes);
        },
        cancellation);

    private async ValueTask<Ticket> FindAsync(int id, IDatabaseSession session, CancellationToken cancellation) =>
        await tickets.FindAsync(id, session, cancellation).ConfigureAwait(false) ?? throw TicketStore.NotFound(id);

    /// <summary>Trac's way: values of the changes up to the version; a field that was first changed later has what it had before that.</summary>
    private static Ticket AtVersion(Ticket ticket, int version, IReadOnlyList<TicketChange> changes)
    {
        var values = ticket.Values;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (number, changed) = (0, ticket.Created);
        foreach (var entry in TicketHistoryEntries.Build(changes, []))
        {
            number = entry.Number ?? number + 1;
            var isPast = number <= version;
            if (isPast)
                changed = entry.Time;
            foreach (var field in entry.Fields.Where(field => values.Contains(field.Field)))
            {
                if (seen.Add(field.Field) || isPast)
                    values = values.With(field.Field, isPast ? field.NewValue : field.OldValue);
            }
        }

        return ticket with { Values = values, Changed = changed };
    }
}
