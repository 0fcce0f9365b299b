using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may do what with reports.</summary>
[Component("trac.ticket.report.ReportModule")]
public sealed class ReportActions : IPermissionRequestor
{
    private static readonly string[] s_actions =
        ["REPORT_CREATE", "REPORT_DELETE", "REPORT_MODIFY", "REPORT_SQL_VIEW", "REPORT_VIEW"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "REPORT_ADMIN", Includes = s_actions }];
}
