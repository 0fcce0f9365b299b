using Dapper;
using OffTrac.Core.Sessions;
using OffTrac.Core.Storage;
using OffTrac.Core.Storage.Caching;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security;

/// <summary>Keeps permissions and groups in table <c>permission</c>.</summary>
[Component("trac.perm.DefaultPermissionStore")]
public sealed class DefaultPermissionStore(IDatabase database, IExtensionPoint<IPermissionGroupProvider> groups)
    : IPermissionStore, IPermissionGroupProvider
{
    private const string CacheKey = "trac.perm.DefaultPermissionStore._all_permissions";

    private readonly CachedValue<StoredPermissions> _permissions = new(database, CacheKey, StoredPermissions.LoadAsync);
    private readonly KnownUsers _users = new(database);

    public async ValueTask<IReadOnlyList<string>> GetPermissionGroupsAsync(string user, CancellationToken cancellation)
    {
        var permissions = await _permissions.GetAsync(cancellation).ConfigureAwait(false);
        return [.. permissions.Of([user]).Groups.Order(StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<string>> GetUserPermissionsAsync(string user, CancellationToken cancellation)
    {
        var permissions = await _permissions.GetAsync(cancellation).ConfigureAwait(false);
        var actions = await ActionsAsync(user, permissions, cancellation).ConfigureAwait(false);
        return [.. actions.Order(StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<string>> GetUsersWithPermissionsAsync(
        IReadOnlyCollection<string> actions, CancellationToken cancellation)
    {
        var permissions = await _permissions.GetAsync(cancellation).ConfigureAwait(false);
        var holders = new List<string>();
        foreach (var user in await _users.GetAsync(cancellation).ConfigureAwait(false))
        {
            if ((await ActionsAsync(user.Login, permissions, cancellation).ConfigureAwait(false)).Overlaps(actions))
                holders.Add(user.Login);
        }

        return holders;
    }

    public async ValueTask<IReadOnlyList<PermissionGrant>> GetAllPermissionsAsync(CancellationToken cancellation) =>
        (await _permissions.GetAsync(cancellation).ConfigureAwait(false)).All;

    public async ValueTask GrantAsync(PermissionGrant grant, CancellationToken cancellation)
    {
        if (!await database.WriteAsync(grant, InsertAsync, scope: null, cancellation).ConfigureAwait(false))
            throw new ResourceExistsException(PermissionAdministration.GrantedBefore(grant));
    }

    public ValueTask<IReadOnlyList<PermissionGrant>> GrantAllAsync(IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation) =>
        database.WriteAsync(
            grants,
            static async ValueTask<IReadOnlyList<PermissionGrant>> (scope, grants, token) =>
            {
                var known = new List<PermissionGrant>();
                foreach (var grant in grants)
                {
                    if (!await InsertAsync(scope, grant, token).ConfigureAwait(false))
                        known.Add(grant);
                }

                return known;
            },
            scope: null,
            cancellation);

    public async ValueTask RevokeAllAsync(IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation) =>
        await database.WriteAsync(
            grants,
            static async (scope, grants, token) =>
            {
                foreach (var grant in grants)
                    await DeleteAsync(scope, grant, token).ConfigureAwait(false);
                return grants.Count;
            },
            scope: null,
            cancellation).ConfigureAwait(false);

    public async ValueTask RevokeAsync(PermissionGrant grant, CancellationToken cancellation) =>
        await database.WriteAsync(grant, DeleteAsync, scope: null, cancellation).ConfigureAwait(false);

    private static async ValueTask<bool> InsertAsync(IWriteScope scope, PermissionGrant grant, CancellationToken cancellation)
    {
        var inserted = await scope.Connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO permission (username, action) VALUES (@Subject, @Action) ON CONFLICT DO NOTHING",
            grant, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        if (inserted == 0)
            return false;
        await CacheGenerations.BumpAsync(CacheKey, scope, cancellation).ConfigureAwait(false);
        return true;
    }

    private static async ValueTask<int> DeleteAsync(IWriteScope scope, PermissionGrant grant, CancellationToken cancellation)
    {
        var deleted = await scope.Connection.ExecuteAsync(new CommandDefinition(
            "DELETE FROM permission WHERE username = @Subject AND action = @Action",
            grant, scope.Transaction, cancellationToken: cancellation)).ConfigureAwait(false);
        await CacheGenerations.BumpAsync(CacheKey, scope, cancellation).ConfigureAwait(false);
        return deleted;
    }

    private async ValueTask<HashSet<string>> ActionsAsync(
        string user, StoredPermissions permissions, CancellationToken cancellation)
    {
        // Its own groups come out of the rows below; asking itself would only read them twice.
        var provided = await groups.AskAllAsync(
            user,
            static (provider, user, token) => provider is DefaultPermissionStore
                ? ValueTask.FromResult<IReadOnlyList<string>>([])
                : provider.GetPermissionGroupsAsync(user, token),
            cancellation).ConfigureAwait(false);
        return permissions.Of([user, .. provided.SelectMany(answer => answer.Value)]).Actions;
    }
}
