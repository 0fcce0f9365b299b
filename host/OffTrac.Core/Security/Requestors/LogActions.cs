using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at revision logs; see <see cref="BrowserActions"/>.</summary>
[Component("trac.versioncontrol.web_ui.log.LogModule")]
public sealed class LogActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["LOG_VIEW"];
}
