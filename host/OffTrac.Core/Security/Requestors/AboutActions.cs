using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at versions and settings.</summary>
[Component("trac.about.AboutModule")]
public sealed class AboutActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["CONFIG_VIEW"];
}
