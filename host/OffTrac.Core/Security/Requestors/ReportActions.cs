using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may do what with reports, and links to them.</summary>
[Component("trac.ticket.report.ReportModule")]
public sealed class ReportActions(ReportLinks links) : IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_actions =
        ["REPORT_CREATE", "REPORT_DELETE", "REPORT_MODIFY", "REPORT_SQL_VIEW", "REPORT_VIEW"];

    private static readonly string[] s_namespaces = ["report"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "REPORT_ADMIN", Includes = s_actions }];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        links.ResolveAsync(targets, context, cancellation);
}
