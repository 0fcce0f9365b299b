using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Policies;

/// <summary>Grants what the permission store says, on whatever resource.</summary>
[Component("trac.perm.DefaultPermissionPolicy")]
public sealed class DefaultPermissionPolicy(PermissionSystem system) : IPermissionPolicy
{
    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation) =>
        (await system.GetRecentActionsAsync(user, cancellation).ConfigureAwait(false)).Contains(action)
            ? PermissionDecision.Granted
            : PermissionDecision.Undecided;
}
