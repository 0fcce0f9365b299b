using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may search, and links to searches.</summary>
[Component("trac.search.web_ui.SearchModule")]
public sealed class SearchActions : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["search"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["SEARCH_VIEW"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>([.. targets.Select(target => SearchLinks.Resolve(target, context))]);
}
