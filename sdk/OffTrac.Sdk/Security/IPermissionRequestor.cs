using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Security;

/// <summary>Declares actions. An action that no enabled component declares can't be granted. As in Trac.</summary>
[ExtensionPoint]
public interface IPermissionRequestor
{
    /// <summary>Actions that it declares; what several components say of one meta-action adds up. Must be quick.</summary>
    IReadOnlyList<PermissionAction> GetPermissionActions();
}
