using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Security;

/// <summary>
/// Decides who may do what, by asking the policies in <c>[trac] permission_policies</c> in that order. Stands for Trac's
/// <c>PermissionSystem</c>.
/// </summary>
public interface IPermissions
{
    /// <summary>Whether a user may do something. A policy that fails, or that nobody knows, counts as no.</summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="resource">What it is about; null for everything. With a null id: could it be allowed for some?</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<bool> CheckAsync(string action, string user, Resource? resource, CancellationToken cancellation);

    /// <summary>As <see cref="CheckAsync"/>, but throws when the answer is no.</summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="resource">What it is about; null for everything.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PermissionException">The user may not.</exception>
    ValueTask RequireAsync(string action, string user, Resource? resource, CancellationToken cancellation);

    /// <summary>All actions that a user holds by the permission store, meta-actions expanded, in alphabetical order.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetActionsAsync(string user, CancellationToken cancellation);

    /// <summary>All actions that enabled components declare, in alphabetical order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation);
}
