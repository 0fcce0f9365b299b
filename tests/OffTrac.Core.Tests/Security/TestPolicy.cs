using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Tests.Security;

internal sealed class TestPolicy(Func<string, string, Resource?, IPermissions, ValueTask<PermissionDecision>> decide) : IPermissionPolicy
{
    public ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation) =>
        decide(action, user, resource, permissions);
}
