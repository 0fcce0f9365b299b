using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Stores each change for the durable listeners, in the change's own transaction, and tells the plain ones after it.</summary>
public sealed class ChangeRecorder(IDatabase database, IExtensionPoints points, DeliverySignal signal) : IChangeRecorder
{
    public async ValueTask RecordAsync(ChangeEvent change, IWriteScope scope, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(change);
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
        IReadOnlyList<ComponentDescription> durable = kind.Durable(points);
        if (change.Origin == ChangeOrigin.Elsewhere)
            durable = [.. durable.Where(component => component.Foreign)];
        if (durable.Count > 0)
        {
            await database.EnsureSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false);
        }
        else if (!await database.HasSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false)
            || !await EventRows.HasListenersAsync(kind, change, scope, cancellation).ConfigureAwait(false))
        {
            return 0;
        }

        var number = await EventRows.InsertAsync(kind, change, database.Engine, scope, cancellation).ConfigureAwait(false);
        await EventRows.InsertDeliveriesAsync(number, kind, change, durable, scope, cancellation).ConfigureAwait(false);
        return number;
    }
}
