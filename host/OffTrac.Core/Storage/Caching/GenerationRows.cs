using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Storage.Caching;

/// <summary>The generation rows as one statement saw them.</summary>
internal sealed class GenerationRows
{
    private readonly Dictionary<int, int> _generations;

    private GenerationRows(Dictionary<int, int> generations) => _generations = generations;

    public static async ValueTask<GenerationRows> ReadAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(int Id, int Generation)>("SELECT id, generation FROM cache", null, cancellation).ConfigureAwait(false);
        return new GenerationRows(rows.ToDictionary(row => row.Id, row => row.Generation));
    }

    /// <summary>The generation of a cache; <see cref="CacheGenerations.None"/> for one that was never invalidated.</summary>
    public int Of(int id) => _generations.GetValueOrDefault(id, CacheGenerations.None);
}
