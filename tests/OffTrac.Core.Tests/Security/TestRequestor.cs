using OffTrac.Sdk.Security;

namespace OffTrac.Core.Tests.Security;

internal sealed class TestRequestor(params PermissionAction[] actions) : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() => actions;
}
