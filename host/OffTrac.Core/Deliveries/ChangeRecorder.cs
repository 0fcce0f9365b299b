using OffTrac.Core.Components;
using OffTrac.Core.Deliveries.Watching;
using OffTrac.Core.Notifications;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Stores each change for the durable listeners, in the change's own transaction, and tells the plain ones after it.</summary>
/// <param name="database">The environment's database.</param>
/// <param name="points">Who listens.</param>
/// <param name="signal">Wakes the dispatcher.</param>
/// <param name="time">The clock.</param>
/// <param name="foreign">Where own changes are noted as such; null where nobody watches the database.</param>
public sealed class ChangeRecorder(
    IDatabase database, IExtensionPoints points, DeliverySignal signal, TimeProvider time, ForeignChanges? foreign = null) : IChangeRecorder
{
    private readonly EventRows _rows = new(database.Engine, time);
    private readonly AnnouncedListeners _announced = new(database, time);

    public async ValueTask RecordAsync(ChangeEvent change, IWriteScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
        if (foreign is not null && change.Origin != ChangeOrigin.Elsewhere)
        {
            foreach (var before in await foreign.NoteAsync(change, scope, cancellation).ConfigureAwait(false))
                await RecordAsync(before, scope, cancellation).ConfigureAwait(false);
        }

        var kind = EventKinds.Of(change);
        var number = await StoreAsync(kind, change, scope, cancellation).ConfigureAwait(false);
        var hooks = (ICommitHooks)scope;
        if (number != 0)
        {
            hooks.AfterCommit(_ =>
            {
                signal.Fire();
                return ValueTask.CompletedTask;
            });
        }

        // Plain listeners hear, as in Trac, only of what this program changes.
        if (change.Origin != ChangeOrigin.Elsewhere)
        {
            var told = change with { Number = number };
            hooks.AfterCommit(token => kind.TellPlainAsync(points, told, token));
        }
    }

    private async ValueTask<long> StoreAsync(EventKind kind, ChangeEvent change, IWriteScope scope, CancellationToken cancellation)
    {
        string[] components = [.. kind.Durable(points).Where(component => Wants(component, change)).Select(component => component.Name)];
        if (components.Length > 0)
            await database.EnsureSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false);
        else if (!await _announced.MayListenAsync(kind, scope, cancellation).ConfigureAwait(false))
            return 0;
        return await _rows.InsertAsync(kind, change, components, scope, cancellation).ConfigureAwait(false);
    }

    /// <summary>A change that nobody is to be told of leaves nothing for the mails: a renamed milestone has many tickets.</summary>
    private static bool Wants(ComponentDescription component, ChangeEvent change) =>
        (change.Origin != ChangeOrigin.Elsewhere || component.Foreign)
        && (change.Notify || component.Name != NotificationSystem.Name);
}
