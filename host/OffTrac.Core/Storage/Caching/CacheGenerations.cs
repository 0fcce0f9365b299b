using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage.Caching;

/// <summary>
/// The generation rows by which processes that share a database, Trac's among them, learn that something they cache has
/// changed. See Trac's <c>trac.cache</c>.
/// </summary>
public static class CacheGenerations
{
    /// <summary>Generation of a cache that was never invalidated: it has no row.</summary>
    public const int None = -1;

    /// <summary>The number under which a cache is known: Trac's hash of its name.</summary>
    public static int IdOf(string key)
    {
        if (key.Length == 0)
        {
            return 0;
        }

        uint hash = 0;
        var length = 0;
        foreach (var rune in key.EnumerateRunes())
        {
            if (length == 0)
            {
                hash = (uint)rune.Value << 7;
            }

            hash = ((hash * 1000003) & 0x7fffffff) ^ (uint)rune.Value;
            length++;
        }

        return (int)(hash ^ (uint)length);
    }

    /// <summary>Tells all processes, when <paramref name="scope"/> is committed, that what is cached under a key is stale.</summary>
    public static async ValueTask BumpAsync(string key, IWriteScope scope, CancellationToken cancellation)
    {
        var id = IdOf(key);
        (scope as WriteScope)?.Invalidate(id);
        await scope.ExecuteAsync(
            """
            INSERT INTO cache (id, generation, "key") VALUES (@id, 0, @key)
            ON CONFLICT (id) DO UPDATE SET generation = cache.generation + 1
            """,
            new { id, key },
            cancellation).ConfigureAwait(false);
    }

    /// <summary>The generation of a key as the session sees it.</summary>
    public static async ValueTask<int> ReadAsync(int id, IDatabaseSession session, CancellationToken cancellation) =>
        await session.Connection.QuerySingleOrDefaultAsync<int?>(
            session.Command("SELECT generation FROM cache WHERE id = @id", new { id }, cancellation)).ConfigureAwait(false) ?? None;
}
