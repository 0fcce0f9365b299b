using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage.Caching;

/// <summary>
/// Something read from the database that is kept until a generation row says that it has changed. The rows are looked at once in
/// a request and else every time, so that what a Trac commits is seen at once.
/// </summary>
public sealed class CachedValue<T>(IDatabase database, string key, Func<IDatabaseSession, CancellationToken, ValueTask<T>> load)
{
    private readonly int _id = CacheGenerations.IdOf(key);
    private volatile Entry? _entry;

    /// <summary>The next look reads it again, whatever the generation row says.</summary>
    public void Forget() => _entry = null;

    /// <summary>The value as it is committed.</summary>
    public async ValueTask<T> GetAsync(CancellationToken cancellation)
    {
        if (_entry is { } entry)
        {
            var rows = await database.LookAtGenerationsAsync(cancellation).ConfigureAwait(false);
            if (rows.Of(_id) == entry.Generation)
            {
                return entry.Value;
            }
        }

        return await database.ReadAsync(this, static (session, self, cancellation) => self.RenewAsync(session, cancellation), cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>The value as the session sees it. What an open write transaction has changed is seen in it, and kept from others.</summary>
    public async ValueTask<T> GetAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (session is WriteScope scope)
        {
            return _entry is { } kept && !scope.HasInvalidated(_id)
                && (await scope.GetGenerationsAsync(cancellation).ConfigureAwait(false)).Of(_id) == kept.Generation
                    ? kept.Value
                    : await load(session, cancellation).ConfigureAwait(false);
        }

        return _entry is { } entry
            && (await database.LookAtGenerationsAsync(session, cancellation).ConfigureAwait(false)).Of(_id) == entry.Generation
                ? entry.Value
                : await RenewAsync(session, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<T> RenewAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        // Before the value: what changes between the two is found at the next look.
        var generation = await CacheGenerations.ReadAsync(_id, session, cancellation).ConfigureAwait(false);
        if (_entry is { } entry && entry.Generation == generation)
        {
            return entry.Value;
        }

        var value = await load(session, cancellation).ConfigureAwait(false);
        _entry = new Entry(generation, value);
        return value;
    }

    private sealed record Entry(int Generation, T Value);
}
