using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Security;

/// <summary>Says which groups a user is in. As in Trac.</summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IPermissionGroupProvider
{
    /// <summary>Groups of a user, direct ones; groups within groups are followed by the caller.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<IReadOnlyList<string>> GetPermissionGroupsAsync(string user, CancellationToken cancellation);
}
