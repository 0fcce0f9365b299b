using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Prefixes of other sites, from page <c>InterMapTxt</c> and section <c>[interwiki]</c>, kept until either changes.</summary>
public sealed class InterWiki(IDatabase database, IEnvironmentConfiguration configuration, ExternalLinks external) : IInterWiki
{
    private readonly CachedValue<IReadOnlyList<InterWikiPrefix>> _page =
        new(database, WikiStore.InterWikiKey, ReadPageAsync);

    private InterWikiMap? _map;

    public async ValueTask<IReadOnlyList<InterWikiPrefix>> ListAsync(CancellationToken cancellation) =>
        (await GetMapAsync(cancellation).ConfigureAwait(false)).Prefixes;

    public async ValueTask<InterWikiTarget?> FindAsync(string prefix, string target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        ArgumentNullException.ThrowIfNull(target);
        return (await GetMapAsync(cancellation).ConfigureAwait(false)).Find(prefix, target);
    }

    /// <summary>All of it, for the links of one text.</summary>
    internal async ValueTask<InterWikiMap> GetMapAsync(CancellationToken cancellation)
    {
        var page = await _page.GetAsync(cancellation).ConfigureAwait(false);
        var version = configuration.Version;
        if (Volatile.Read(ref _map) is { } known && known.Version == version && ReferenceEquals(known.Page, page))
            return known;
        var map = new InterWikiMap(page, version, configuration.Section("interwiki"), external);
        Volatile.Write(ref _map, map);
        return map;
    }

    private static async ValueTask<IReadOnlyList<InterWikiPrefix>> ReadPageAsync(IDatabaseSession session, CancellationToken cancellation)
    {
        var page = await WikiRows.FindAsync(WikiStore.InterWikiPage, version: null, session, cancellation).ConfigureAwait(false);
        return page is null ? [] : InterWikiText.Read(page.Text);
    }
}
