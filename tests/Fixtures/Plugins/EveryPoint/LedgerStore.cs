using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace EveryPoint;

/// <summary>A store that can't be written and grants the group of pilots one action.</summary>
[Component("fixture.everypoint.LedgerStore")]
public sealed class LedgerStore(IExtensionPoint<IPermissionGroupProvider> groups) : IPermissionStore
{
    private static readonly PermissionGrant s_grant = new() { Subject = "pilots", Action = "HARBOUR_ADMIN" };

    public async ValueTask<IReadOnlyList<string>> GetUserPermissionsAsync(string user, CancellationToken cancellation)
    {
        var answers = await groups.AskAllAsync(user, static (provider, name, token) => provider.GetPermissionGroupsAsync(name, token), cancellation);
        return answers.Any(answer => answer.Value.Contains(s_grant.Subject)) ? [s_grant.Action] : [];
    }

    public ValueTask<IReadOnlyList<string>> GetUsersWithPermissionsAsync(IReadOnlyCollection<string> actions, CancellationToken cancellation) => new([]);

    public ValueTask<IReadOnlyList<PermissionGrant>> GetAllPermissionsAsync(CancellationToken cancellation) => new([s_grant]);

    public ValueTask GrantAsync(PermissionGrant grant, CancellationToken cancellation) => throw new TracException("The ledger is closed.");

    public ValueTask RevokeAsync(PermissionGrant grant, CancellationToken cancellation) => throw new TracException("The ledger is closed.");
}
