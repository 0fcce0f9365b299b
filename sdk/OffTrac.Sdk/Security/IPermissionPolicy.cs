using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Security;

/// <summary>
/// Has an opinion on who may do what. Only asked when <c>[trac] permission_policies</c> names it, in that order. As in Trac. One
/// that throws or runs out of time refuses.
/// </summary>
[ExtensionPoint(OnFailure = FailureBehavior.Throw)]
public interface IPermissionPolicy
{
    /// <summary>Its opinion. Asked for each check that an earlier policy did not decide; must be quick.</summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="resource">
    /// What it is about; null for everything. With a null id, say yes if it is possible for some resource, no only if for none.
    /// </param>
    /// <param name="permissions">
    /// For further questions. A question that is being asked already is answered with no, so that policies can't go in circles.
    /// </param>
    /// <param name="cancellation">Cancelled when nobody waits any more.</param>
    ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation);
}
