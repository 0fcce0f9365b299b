using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may browse repositories, and links into them: stored grants keep their meaning although nothing is browsed here.</summary>
[Component("trac.versioncontrol.web_ui.browser.BrowserModule")]
public sealed class BrowserActions : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["repos", "export", "source", "browser"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["BROWSER_VIEW", "FILE_VIEW"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>([.. targets.Select(target => target.Namespace == "export" ? RepositoryLinks.ToExport(target) : RepositoryLinks.ToSource(target))]);
}
