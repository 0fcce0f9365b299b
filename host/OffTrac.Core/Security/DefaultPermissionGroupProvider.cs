using OffTrac.Sdk.Components;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security;

/// <summary>The two groups that need no row: everybody, and everybody who is logged in.</summary>
[Component("trac.perm.DefaultPermissionGroupProvider")]
public sealed class DefaultPermissionGroupProvider : IPermissionGroupProvider
{
    private static readonly string[] s_anonymous = ["anonymous"];
    private static readonly string[] s_loggedIn = ["anonymous", "authenticated"];

    public ValueTask<IReadOnlyList<string>> GetPermissionGroupsAsync(string user, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<string>>(user is "" or "anonymous" ? s_anonymous : s_loggedIn);
}
