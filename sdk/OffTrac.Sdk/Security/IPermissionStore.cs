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

    /// <summary>Takes it back; nothing happens when it was not granted.</summary>
    /// <param name="grant">What to take back.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask RevokeAsync(PermissionGrant grant, CancellationToken cancellation);
}
