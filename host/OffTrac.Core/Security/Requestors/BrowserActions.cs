using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may browse repositories: stored grants keep their meaning although nothing is browsed here.</summary>
[Component("trac.versioncontrol.web_ui.browser.BrowserModule")]
public sealed class BrowserActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["BROWSER_VIEW", "FILE_VIEW"];
}
