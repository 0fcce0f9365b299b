using System.Globalization;
using OffTrac.Core.Attachments;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tickets;

/// <summary>Tickets as Trac's rows.</summary>
public sealed class TicketStore(
    IEnvironment environment,
    IDatabase database,
    TicketFields fields,
    AttachmentStore attachments,
    IChangeRecorder recorder,
    TimeProvider time) : ITicketStore
{
    private readonly TicketRows _rows = new(database.Engine);
    private readonly TicketComments _comments = new(fields, new TicketRows(database.Engine), recorder, time);
    private readonly TicketWriter _writer = new(
        fields, new TicketRows(database.Engine), attachments, recorder, new TicketOptions(environment.Configuration), time);

    public ValueTask<Ticket?> FindAsync(int id, CancellationToken cancellation) => database.LookAsync(
        (store: this, id),
        static (session, state, cancellation) => state.store.FindAsync(state.id, session, cancellation),
        cancellation);

    public ValueTask<IReadOnlyList<Ticket>> GetAsync(IReadOnlyCollection<int> ids, CancellationToken cancellation) => ids.Count == 0
        ? new([])
        : database.ReadAsync(
            (store: this, ids),
            static (session, state, cancellation) => state.store.GetAsync(state.ids, session, cancellation),
            cancellation);

    public ValueTask<IReadOnlyList<int>> ListAsync(CancellationToken cancellation) => database.ReadAsync(
        0,
        static (session, _, cancellation) =>
            session.QueryAsync<int>("""SELECT "id" FROM "ticket" ORDER BY "id" """, null, cancellation),
        cancellation);

    public ValueTask<IReadOnlyList<TicketChange>> GetChangesAsync(int id, CancellationToken cancellation) => database.ReadAsync(
        id, static (session, id, cancellation) => TicketChangeRows.ReadAsync(id, session, cancellation), cancellation);

    public ValueTask<IReadOnlyList<int>> ListChangedAsync(DateTimeOffset since, CancellationToken cancellation) => database.ReadAsync(
        TracTime.ToMicroseconds(since),
        static (session, since, cancellation) =>
            session.QueryAsync<int>("""SELECT "id" FROM "ticket" WHERE "changetime" >= @since ORDER BY "id" """, new { since }, cancellation),
        cancellation);

    public ValueTask<IReadOnlyList<TicketLogEntry>> GetLogAsync(int id, DateTimeOffset? time, CancellationToken cancellation) =>
        database.ReadAsync(
            (id, time),
            static (session, state, cancellation) => TicketLogRows.ReadAsync(state.id, state.time, session, cancellation),
            cancellation);

    public ValueTask<IReadOnlyList<TicketChange>> FindChangeAsync(int id, int commentNumber, CancellationToken cancellation) =>
        FindChangeAsync(id, commentNumber, scope: null, cancellation);

    public async ValueTask<IReadOnlyList<TicketCommentVersion>> GetCommentHistoryAsync(
        int id, DateTimeOffset changeTime, CancellationToken cancellation) =>
        TicketCommentRows.History(await database.ReadAsync(
            (id, changeTime),
            static (session, state, cancellation) => TicketCommentRows.GetAsync(state.id, state.changeTime, session, cancellation),
            cancellation).ConfigureAwait(false));

    public ValueTask<Ticket> CreateAsync(NewTicket ticket, IWriteScope? scope, CancellationToken cancellation) => database.WriteAsync(
        (store: this, ticket),
        static (scope, state, cancellation) => state.store._writer.InsertAsync(state.ticket, scope, cancellation),
        scope,
        cancellation);

    public ValueTask<TicketChanged?> ChangeAsync(TicketUpdate update, IWriteScope? scope, CancellationToken cancellation) =>
        database.WriteAsync(
            (store: this, update),
            static (scope, state, cancellation) => state.store._writer.UpdateAsync(state.update, scope, cancellation),
            scope,
            cancellation);

    public ValueTask<TicketCommentModified?> ModifyCommentAsync(
        TicketCommentEdit edit, IWriteScope? scope, CancellationToken cancellation) => database.WriteAsync(
            (store: this, edit),
            static (scope, state, cancellation) => state.store._comments.ModifyAsync(state.edit, scope, cancellation),
            scope,
            cancellation);

    public ValueTask<TicketChangeDeleted> DeleteChangeAsync(
        TicketChangeDeletion deletion, IWriteScope? scope, CancellationToken cancellation) => database.WriteAsync(
            (store: this, deletion),
            static (scope, state, cancellation) => state.store._comments.RemoveAsync(state.deletion, scope, cancellation),
            scope,
            cancellation);

    public async ValueTask DeleteAsync(TicketDeletion deletion, IWriteScope? scope, CancellationToken cancellation) =>
        await database.WriteAsync(
            (store: this, deletion),
            static async (scope, state, cancellation) =>
            {
                await state.store._writer.RemoveAsync(state.deletion, scope, cancellation).ConfigureAwait(false);
                return 0;
            },
            scope,
            cancellation).ConfigureAwait(false);

    /// <summary>A ticket as a session sees it, or null.</summary>
    internal async ValueTask<Ticket?> FindAsync(int id, IDatabaseSession session, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false);
        var stored = await _rows.FindAsync(id, layout, session, forUpdate: false, cancellation).ConfigureAwait(false);
        return stored?.ToTicket(layout, new CustomDefaults(time));
    }

    internal ValueTask<IReadOnlyList<TicketChange>> FindChangeAsync(
        int id, int commentNumber, IWriteScope? scope, CancellationToken cancellation) => scope is not null
            ? TicketCommentRows.FindAsync(id, commentNumber, scope, cancellation)
            : database.ReadAsync(
                (id, commentNumber),
                static (session, state, cancellation) => TicketCommentRows.FindAsync(state.id, state.commentNumber, session, cancellation),
                cancellation);

    /// <summary>Changes several tickets in one transaction.</summary>
    /// <param name="updates">What to store of each.</param>
    /// <param name="notice">What people are told once of all; null for nothing.</param>
    /// <param name="scope">An open scope to take part in, or null.</param>
    /// <param name="cancellation">Ends the wait before the commit.</param>
    /// <returns>What was changed.</returns>
    internal ValueTask<IReadOnlyList<TicketChanged>> ChangeManyAsync(
        IReadOnlyList<TicketUpdate> updates, TicketsChanged? notice, IWriteScope? scope, CancellationToken cancellation) => database.WriteAsync(
            (store: this, updates, notice),
            static (scope, state, cancellation) => state.store._writer.UpdateManyAsync(state.updates, state.notice, scope, cancellation),
            scope,
            cancellation);

    /// <summary>Tickets with the fields that they hold, in the order asked for, those that don't exist left out.</summary>
    /// <param name="ids">Numbers.</param>
    /// <param name="changedAt">Time of the change whose values before are wanted; null for none.</param>
    /// <param name="cancellation">Ends the wait.</param>
    internal ValueTask<IReadOnlyList<HeldTicket>> GetHeldAsync(
        IReadOnlyCollection<int> ids, DateTimeOffset? changedAt, CancellationToken cancellation) => ids.Count == 0
            ? new([])
            : database.ReadAsync(
                (store: this, ids, changedAt),
                static (session, state, cancellation) => state.store.GetHeldAsync(state.ids, state.changedAt, session, cancellation),
                cancellation);

    private async ValueTask<IReadOnlyList<HeldTicket>> GetHeldAsync(
        IReadOnlyCollection<int> ids, DateTimeOffset? changedAt, IDatabaseSession session, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false);
        var stored = await _rows.ReadAsync(ids, layout, session, cancellation).ConfigureAwait(false);
        var defaults = new CustomDefaults(time);
        var changes = changedAt is { } moment
            ? await TicketChangeRows.OldValuesAsync(moment, session, cancellation).ConfigureAwait(false)
            : Enumerable.Empty<(int, string, string?)>().ToLookup(row => row.Item1, row => KeyValuePair.Create(row.Item2, row.Item3));
        return [.. ids.Where(stored.ContainsKey).Select(id => new HeldTicket
        {
            Ticket = stored[id].ToTicket(layout, defaults),
            HeldFields = stored[id].HeldFields(layout, defaults),
            TimeFields = layout.TimeFields,
            OldValues = FieldValues.From(changes[id]),
        })];
    }

    /// <summary>A new ticket with its defaults, to set fields in.</summary>
    internal ValueTask<TicketEdit> NewEditAsync(IDatabaseSession? session, CancellationToken cancellation) =>
        _writer.NewEditAsync(session, cancellation);

    /// <summary>A stored ticket, and the same to set fields in.</summary>
    internal ValueTask<(Ticket Stored, TicketEdit Edit)> EditAsync(int id, IWriteScope? scope, CancellationToken cancellation) =>
        scope is not null
            ? EditInAsync(id, scope, cancellation)
            : database.ReadAsync(
                (store: this, id),
                static (session, state, cancellation) => state.store.EditInAsync(state.id, session, cancellation),
                cancellation);

    /// <summary>Stored tickets, and the same to set fields in, in the order asked for.</summary>
    /// <exception cref="ResourceNotFoundException">One is missing.</exception>
    internal ValueTask<IReadOnlyList<(Ticket Stored, TicketEdit Edit)>> EditManyAsync(
        IReadOnlyList<int> ids, IWriteScope? scope, CancellationToken cancellation) => ids.Count == 0
            ? new([])
            : scope is not null
                ? EditManyInAsync(ids, scope, cancellation)
                : database.ReadAsync(
                    (store: this, ids),
                    static (session, state, cancellation) => state.store.EditManyInAsync(state.ids, session, cancellation),
                    cancellation);

    private async ValueTask<IReadOnlyList<(Ticket Stored, TicketEdit Edit)>> EditManyInAsync(
        IReadOnlyList<int> ids, IDatabaseSession session, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false);
        var stored = await _rows.ReadAsync([.. ids], layout, session, cancellation).ConfigureAwait(false);
        var defaults = new CustomDefaults(time);
        return [.. ids.Select(id => stored.TryGetValue(id, out var rows)
            ? (rows.ToTicket(layout, defaults), TicketEdit.Of(rows, layout, time))
            : throw NotFound(id))];
    }

    private async ValueTask<(Ticket Stored, TicketEdit Edit)> EditInAsync(
        int id, IDatabaseSession session, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false);
        var stored = await _rows.FindAsync(id, layout, session, forUpdate: false, cancellation).ConfigureAwait(false)
            ?? throw NotFound(id);
        return (stored.ToTicket(layout, new CustomDefaults(time)), TicketEdit.Of(stored, layout, time));
    }

    private async ValueTask<IReadOnlyList<Ticket>> GetAsync(
        IReadOnlyCollection<int> ids, IDatabaseSession session, CancellationToken cancellation)
    {
        var layout = await fields.GetLayoutAsync(session, cancellation).ConfigureAwait(false);
        var stored = await _rows.ReadAsync(ids, layout, session, cancellation).ConfigureAwait(false);
        var defaults = new CustomDefaults(time);
        var tickets = new List<Ticket>(ids.Count);
        foreach (var id in ids)
        {
            if (stored.TryGetValue(id, out var rows))
                tickets.Add(rows.ToTicket(layout, defaults));
        }

        return tickets;
    }

    internal static ResourceNotFoundException NotFound(int id) => new($"Ticket {id.ToString(CultureInfo.InvariantCulture)} does not exist.");
}
