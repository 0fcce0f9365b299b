using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>Declares who may look at changesets; see <see cref="BrowserActions"/>.</summary>
[Component("trac.versioncontrol.web_ui.changeset.ChangesetModule")]
public sealed class ChangesetActions : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["CHANGESET_VIEW"];
}
