using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// Whether durable components of other processes may listen. What was seen counts for some seconds, so that a change costs no query
/// where nobody is durable; a process that runs a durable component itself does not ask.
/// </summary>
internal sealed class AnnouncedListeners(IDatabase database, TimeProvider time)
{
    private static readonly TimeSpan s_kept = TimeSpan.FromSeconds(5);

    private Seen? _seen;

    public async ValueTask<bool> MayListenAsync(EventKind kind, IWriteScope scope, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _seen) is { } seen && time.GetElapsedTime(seen.Stamp) < s_kept)
            return seen.Listeners.Contains(kind.Listener);
        var stamp = time.GetTimestamp();
        var listeners = await ReadAsync(scope, cancellation).ConfigureAwait(false);
        Volatile.Write(ref _seen, new Seen(stamp, listeners));
        return listeners.Contains(kind.Listener);
    }

    private async ValueTask<HashSet<string>> ReadAsync(IWriteScope scope, CancellationToken cancellation) =>
        await database.HasSchemaAsync(DeliveryTables.Schema, scope, cancellation).ConfigureAwait(false)
            ? [.. await scope.QueryAsync<string>("SELECT DISTINCT listener FROM offtrac_event_listener", null, cancellation).ConfigureAwait(false)]
            : [];

    private sealed record Seen(long Stamp, HashSet<string> Listeners);
}
