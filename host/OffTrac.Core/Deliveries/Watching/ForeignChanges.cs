using OffTrac.Core.Storage;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>Tells what another program changed from what we did: the tables of what was seen, which our own writes keep up to date.</summary>
public sealed class ForeignChanges(IEnvironment environment, IDatabase database, TicketFields fields, TimeProvider time)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(5);

    private readonly SeenTickets _tickets = new(database.Engine, fields, time);
    private readonly SeenPages _pages = new(database.Engine, time);
    private long _lookedInVain;

    /// <summary>How often to look; null while the option is off.</summary>
    internal TimeSpan? Interval => environment.IsReadOnly ? null : WatchDatabaseOption.Read(environment.Configuration);

    /// <summary>
    /// Notes a change of our own in its transaction.
    /// </summary>
    /// <returns>What others changed of the same resource before, and nobody has seen yet: it comes first.</returns>
    internal async ValueTask<IReadOnlyList<ChangeEvent>> NoteAsync(ChangeEvent own, IWriteScope scope, CancellationToken cancellation)
    {
        if (own is not TicketEvent && !IsOfPage(own) || !await IsWatchedAsync(scope, cancellation).ConfigureAwait(false))
            return [];
        switch (own)
        {
            case TicketDeleted deleted:
                await SeenTickets.ForgetAsync(deleted.Ticket.Id, scope, cancellation).ConfigureAwait(false);
                return [];
            case TicketEvent changed:
                return await _tickets.TakeAsync(changed.Ticket.Id, changed, scope, cancellation).ConfigureAwait(false);
            case WikiPageAdded added:
                return await _pages.TakeAsync(added.Page.Name, added.Page.Version, scope, cancellation).ConfigureAwait(false);
            case WikiPageChanged changed:
                var isStored = changed.OldText != changed.Page.Text;
                return await _pages.TakeAsync(changed.Page.Name, isStored ? changed.Page.Version : -1, scope, cancellation).ConfigureAwait(false);
            case WikiPageRenamed renamed:
                await _pages.SeeAsync(renamed.OldName, scope, cancellation).ConfigureAwait(false);
                await _pages.SeeAsync(renamed.Page.Name, scope, cancellation).ConfigureAwait(false);
                return [];
            case WikiPageDeleted deleted:
                await _pages.SeeAsync(deleted.Page.Name, scope, cancellation).ConfigureAwait(false);
                return [];
            default:
                await _pages.SeeAsync(((WikiPageVersionDeleted)own).Page.Name, scope, cancellation).ConfigureAwait(false);
                return [];
        }
    }

    /// <summary>What others changed of a ticket since it was seen last.</summary>
    internal ValueTask<IReadOnlyList<ChangeEvent>> TakeTicketAsync(int id, IWriteScope scope, CancellationToken cancellation) =>
        _tickets.TakeAsync(id, own: null, scope, cancellation);

    /// <summary>What others changed of a page since it was seen last.</summary>
    internal ValueTask<IReadOnlyList<ChangeEvent>> TakePageAsync(string name, IWriteScope scope, CancellationToken cancellation) =>
        _pages.TakeAsync(name, own: 0, scope, cancellation);

    private static bool IsOfPage(ChangeEvent own) =>
        own is WikiPageAdded or WikiPageChanged or WikiPageDeleted or WikiPageRenamed or WikiPageVersionDeleted;

    /// <summary>
    /// Whether there are tables of what was seen. Where the option is off they are hardly ever there, and whether a host that has it on
    /// made them is not asked at every write.
    /// </summary>
    private async ValueTask<bool> IsWatchedAsync(IWriteScope scope, CancellationToken cancellation)
    {
        var isOff = WatchDatabaseOption.Read(environment.Configuration) is null;
        var looked = Volatile.Read(ref _lookedInVain);
        if (isOff && looked != 0 && time.GetElapsedTime(looked) < s_kept)
            return false;
        if (await database.HasSchemaAsync(SeenTables.Schema, scope, cancellation).ConfigureAwait(false))
            return true;
        Volatile.Write(ref _lookedInVain, time.GetTimestamp());
        return false;
    }
}
