using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at revision logs, and links to them; see <see cref="BrowserActions"/>.</summary>
[Component("trac.versioncontrol.web_ui.log.LogModule")]
public sealed class LogActions : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["log"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["LOG_VIEW"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>([.. targets.Select(target => RepositoryLinks.ToLog(target))]);
}
