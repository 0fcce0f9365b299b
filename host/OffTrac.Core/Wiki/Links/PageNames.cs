using System.Collections.Frozen;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Wiki.Links;

/// <summary>The names of all pages, kept until a page is made, renamed or deleted.</summary>
public sealed class PageNames(IDatabase database)
{
    private readonly CachedValue<FrozenSet<string>> _names = new(database, WikiStore.NamesKey, ReadAsync);

    /// <summary>All names, to be looked up in.</summary>
    public async ValueTask<IReadOnlySet<string>> GetAsync(CancellationToken cancellation) =>
        await _names.GetAsync(cancellation).ConfigureAwait(false);

    private static async ValueTask<FrozenSet<string>> ReadAsync(IDatabaseSession session, CancellationToken cancellation) =>
        (await WikiRows.NamesAsync(session, cancellation).ConfigureAwait(false)).ToFrozenSet(StringComparer.Ordinal);
}
