using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at the timeline, and links to its moments.</summary>
[Component("trac.timeline.web_ui.TimelineModule")]
public sealed class TimelineActions(TimeProvider time) : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_namespaces = ["timeline"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["TIMELINE_VIEW"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>([.. targets.Select(target => TimelineLinks.Resolve(target, context, time.GetUtcNow()))]);
}
