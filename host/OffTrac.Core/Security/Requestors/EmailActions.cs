using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who sees mail addresses in full, and links to files of the environment's <c>htdocs</c>.</summary>
[Component("trac.web.chrome.Chrome")]
public sealed class EmailActions : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["htdocs"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["EMAIL_VIEW"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>([.. targets.Select(target => HtdocsLinks.Resolve(target, context))]);
}
