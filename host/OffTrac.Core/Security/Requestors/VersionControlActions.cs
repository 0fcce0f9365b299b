using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who administers repositories; see <see cref="BrowserActions"/>.</summary>
[Component("trac.versioncontrol.admin.VersionControlAdmin")]
public sealed class VersionControlActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [new PermissionAction { Name = "VERSIONCONTROL_ADMIN", Includes = ["BROWSER_VIEW", "CHANGESET_VIEW", "FILE_VIEW", "LOG_VIEW"] }];
}
