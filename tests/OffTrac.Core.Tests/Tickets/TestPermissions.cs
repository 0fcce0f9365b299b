using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Tests.Tickets;

/// <summary>Everybody may do everything that the test has not taken from them.</summary>
internal sealed class TestPermissions : IPermissions
{
    private readonly HashSet<(string User, string Action)> _denied = [];

    /// <summary>Who decides instead, where a test wants Trac's policies.</summary>
    public IPermissions? Real { get; set; }

    public void Deny(string user, params string[] actions)
    {
        foreach (var action in actions)
            _denied.Add((user, action));
    }

    public ValueTask<bool> CheckAsync(string action, string user, Resource? resource, CancellationToken cancellation) =>
        Real?.CheckAsync(action, user, resource, cancellation) ?? new(!_denied.Contains((user, action)));

    public ValueTask RequireAsync(string action, string user, Resource? resource, CancellationToken cancellation) =>
        Real?.RequireAsync(action, user, resource, cancellation) ?? (_denied.Contains((user, action)) ? throw new PermissionException(action, user, resource) : default(ValueTask));

    public ValueTask<IReadOnlyList<string>> GetActionsAsync(string user, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> GetUsersWithPermissionAsync(string action, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> GetGroupsAsync(string user, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation) => throw new NotSupportedException();
}
