using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who sees mail addresses in full.</summary>
[Component("trac.web.chrome.Chrome")]
public sealed class EmailActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["EMAIL_VIEW"];
}
