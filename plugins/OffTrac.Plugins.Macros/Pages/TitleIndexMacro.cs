using Microsoft.Extensions.Options;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Lists the pages that the reader may see.</summary>
[Component("trac.wiki.macros.TitleIndexMacro")]
public sealed class TitleIndexMacro(IWikiStore pages, IPermissions permissions, IOptionsMonitor<WikiOptions> options) : Macro(
    "TitleIndex",
    """
    Lists wiki pages by name.

     * First argument: only pages whose name begins so. On a page, `./` and `../` are relative to it.
     * `hideprefix` as second argument: leaves that beginning out of what is shown.
     * `format=compact`: one line with commas. `format=group`: groups by the words that names begin with; `min=n` is the size from which
       a group is made. `format=hierarchy`: a tree by the slashes in names; `min=n` flattens it.
     * `depth=n`: only names with at most `n` more slashes than the prefix; `-1` for all.
     * `include=a*:b*`, `exclude=c*:d*`: lists of names, wildcards allowed.
    """)
{
    private readonly PageNames _names = new(options);

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var index = TitleIndexArguments.Parse(call.Content, call.Context.Resource);
        var found = await FindAsync(index, call.Context.User, cancellation).ConfigureAwait(false);
        var list = new TitleIndexList(index, _names, call.Context);
        return index.Format == "compact" ? list.WriteCompact(found) : list.Write(found);
    }

    private async ValueTask<IReadOnlyList<string>> FindAsync(TitleIndexArguments index, string user, CancellationToken cancellation)
    {
        var all = await pages.ListAsync(cancellation).ConfigureAwait(false);
        var found = all.Where(index.Takes).Order(CodePointOrder.Instance).ToList();
        var allowed = await permissions
            .CheckManyAsync("WIKI_VIEW", user, [.. found.Select(static name => Resource.Wiki(name))], cancellation)
            .ConfigureAwait(false);
        return [.. found.Where((_, i) => allowed[i])];
    }
}
