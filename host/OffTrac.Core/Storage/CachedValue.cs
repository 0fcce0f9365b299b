using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage;

/// <summary>
/// Something read from the database that is kept until a generation row says that it has changed. Every look costs one row,
/// so that what a Trac commits is seen at once.
/// </summary>
public sealed class CachedValue<T>(IDatabase database, string key, Func<IDatabaseSession, CancellationToken, ValueTask<T>> load)
{
    private readonly int _id = CacheGenerations.IdOf(key);
    private volatile Entry? _entry;

    /// <summary>The next look reads it again, whatever the generation row says.</summary>
    public void Forget() => _entry = null;

    /// <summary>The value as it is committed.</summary>
    public ValueTask<T> GetAsync(CancellationToken cancellation) =>
        database.ReadAsync(this, static (session, self, cancellation) => self.GetAsync(session, cancellation), cancellation);

    /// <summary>The value as the session sees it. What an open write transaction has changed is seen in it, and kept from others.</summary>
    public async ValueTask<T> GetAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        if (session is IWriteScope)
        {
            return await load(session, cancellation).ConfigureAwait(false);
        }

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
