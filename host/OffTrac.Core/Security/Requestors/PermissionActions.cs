using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may grant and revoke.</summary>
[Component("trac.admin.web_ui.PermissionAdminPanel")]
public sealed class PermissionActions : IPermissionRequestor
{
    private static readonly string[] s_actions =
        ["PERMISSION_GRANT", "PERMISSION_REVOKE"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "PERMISSION_ADMIN", Includes = s_actions }];
}
