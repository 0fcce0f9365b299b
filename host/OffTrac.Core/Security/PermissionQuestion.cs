using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security;

/// <summary>
/// A check that is under way, and what policies ask their further questions with. The chain of questions is how one that is asked
/// already is told: it is answered with no.
/// </summary>
internal sealed class PermissionQuestion(
    PermissionSystem system, PermissionQuestion? outer, string action, string user, Resource? resource) : IPermissions
{
    // A policy that asks ever other questions must not take the process down. Policies of today ask two deep.
    private const int DeepestChain = 16;

    public string Action { get; } = action;

    public string User { get; } = user;

    public Resource? Resource { get; } = resource;

    public ValueTask<bool> CheckAsync(string action, string user, Resource? resource, CancellationToken cancellation)
    {
        var question = new PermissionQuestion(system, this, action, user, resource);
        var depth = 0;
        for (var asked = this; asked is not null; asked = asked.Outer)
        {
            if (asked.IsSame(question) || ++depth == DeepestChain)
                return ValueTask.FromResult(false);
        }

        return system.DecideAsync(question, cancellation);
    }

    public async ValueTask RequireAsync(string action, string user, Resource? resource, CancellationToken cancellation)
    {
        if (!await CheckAsync(action, user, resource, cancellation).ConfigureAwait(false))
            throw await system.RefusalAsync(action, user, resource, cancellation).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<string>> GetActionsAsync(string user, CancellationToken cancellation) =>
        system.GetActionsAsync(user, cancellation);

    public ValueTask<IReadOnlyList<string>> GetUsersWithPermissionAsync(string action, CancellationToken cancellation) =>
        system.GetUsersWithPermissionAsync(action, cancellation);

    public ValueTask<IReadOnlyList<string>> GetGroupsAsync(string user, CancellationToken cancellation) =>
        system.GetGroupsAsync(user, cancellation);

    public ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation) =>
        system.GetDeclaredActionsAsync(cancellation);

    private PermissionQuestion? Outer { get; } = outer;

    private bool IsSame(PermissionQuestion other) =>
        string.Equals(Action, other.Action, StringComparison.Ordinal)
        && string.Equals(User, other.User, StringComparison.Ordinal)
        && EqualityComparer<Resource?>.Default.Equals(Resource, other.Resource);
}
