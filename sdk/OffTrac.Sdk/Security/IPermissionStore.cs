using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Security;

/// <summary>Keeps who was granted what. <c>[trac] permission_store</c> names the one in use. As in Trac.</summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IPermissionStore
{
    /// <summary>Actions of a user, those of all groups included, meta-actions not expanded.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<string>> GetUserPermissionsAsync(string user, CancellationToken cancellation);

    /// <summary>Known users that hold any of these actions.</summary>
    /// <param name="actions">Actions.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<string>> GetUsersWithPermissionsAsync(IReadOnlyCollection<string> actions, CancellationToken cancellation);

    /// <summary>All that was granted, as stored.</summary>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<PermissionGrant>> GetAllPermissionsAsync(CancellationToken cancellation);

    /// <summary>Grants an action to a user or group, or makes a user a member of a group.</summary>
    /// <param name="grant">What to grant.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <exception cref="Resources.ResourceExistsException">It was granted already.</exception>
    ValueTask GrantAsync(PermissionGrant grant, CancellationToken cancellation);

    /// <summary>Grants all of these that were not granted before; all or nothing where the store can.</summary>
    /// <param name="grants">What to grant.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    /// <returns>What was granted already.</returns>
    async ValueTask<IReadOnlyList<PermissionGrant>> GrantAllAsync(IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grants);
        var known = new List<PermissionGrant>();
        foreach (var grant in grants)
        {
            try
            {
                await GrantAsync(grant, cancellation).ConfigureAwait(false);
            }
            catch (Resources.ResourceExistsException)
            {
                known.Add(grant);
            }
        }

        return known;
    }

    /// <summary>Takes all of these back; all or nothing where the store can.</summary>
    /// <param name="grants">What to take back.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    async ValueTask RevokeAllAsync(IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(grants);
        foreach (var grant in grants)
            await RevokeAsync(grant, cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes it back; nothing happens when it was not granted.</summary>
    /// <param name="grant">What to take back.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask RevokeAsync(PermissionGrant grant, CancellationToken cancellation);
}
