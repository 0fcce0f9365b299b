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

    /// <summary>
    /// As <see cref="CheckAsync"/> for each of many resources, such as the rows of a list: nothing is asked of the database once a row
    /// by the policies that everybody has.
    /// </summary>
    /// <param name="action">Such as <c>TICKET_VIEW</c>.</param>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="resources">What it is about.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One answer a resource, in their order.</returns>
    async ValueTask<IReadOnlyList<bool>> CheckManyAsync(
        string action, string user, IReadOnlyList<Resource> resources, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(resources);
        var answers = new bool[resources.Count];
        for (var i = 0; i < answers.Length; i++)
            answers[i] = await CheckAsync(action, user, resources[i], cancellation).ConfigureAwait(false);
        return answers;
    }

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

    /// <summary>Known users, those who logged in once, that hold an action by the permission store; in alphabetical order.</summary>
    /// <param name="action">Such as <c>TICKET_MODIFY</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetUsersWithPermissionAsync(string action, CancellationToken cancellation);

    /// <summary>Groups of a user, groups within groups included, in alphabetical order.</summary>
    /// <param name="user">Login, or <c>anonymous</c>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetGroupsAsync(string user, CancellationToken cancellation);

    /// <summary>All actions that enabled components declare, in alphabetical order.</summary>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation);
}
