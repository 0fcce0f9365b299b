using Microsoft.Extensions.Logging;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security;

/// <summary>Asks policies, store, requestors and group providers of one environment, by Trac's rules.</summary>
public sealed class PermissionSystem : IPermissions
{
    private const string Anonymous = "anonymous";

    private static readonly TimeSpan s_declaredExpiry = TimeSpan.FromSeconds(5);

    private readonly IEnvironmentConfiguration _configuration;
    private readonly IExtensionPoint<IPermissionPolicy> _policies;
    private readonly IExtensionPoint<IPermissionPolicy> _ordered;
    private readonly IExtensionPoint<IPermissionStore> _store;
    private readonly IExtensionPoint<IPermissionRequestor> _requestors;
    private readonly IExtensionPoint<IPermissionGroupProvider> _groups;
    private readonly IResources _resources;
    private readonly PolicyOrder _order;
    private readonly UserActions _userActions;
    private readonly ILogger<PermissionSystem> _logger;
    private readonly TimeProvider _time;
    private Declared? _declared;
    private string? _loggedProblem;

    public PermissionSystem(
        IEnvironmentConfiguration configuration,
        IExtensionPoint<IPermissionPolicy> policies,
        IExtensionPoint<IPermissionStore> stores,
        IExtensionPoint<IPermissionRequestor> requestors,
        IExtensionPoint<IPermissionGroupProvider> groups,
        IResources resources,
        TimeProvider time,
        ILogger<PermissionSystem> logger)
    {
        _configuration = configuration;
        _policies = policies;
        _order = new PolicyOrder(configuration);
        _ordered = policies.Ordered(() => _order.Names, onlyListed: true);
        _store = stores.Ordered(() => [StoreName], onlyListed: true);
        _requestors = requestors;
        _groups = groups;
        _resources = resources;
        _time = time;
        _userActions = new UserActions(time);
        _logger = logger;
    }

    /// <summary>Why every check is answered with no, in one line; null when all is well.</summary>
    public string? Problem
    {
        get
        {
            var enabled = _policies.Components;
            var unknown = _order.Unknown(enabled);
            return unknown.Count == 0
                ? null
                : $"[trac] permission_policies names {string.Join(", ", unknown)}: no enabled permission policy has that name, so every "
                    + $"permission is denied. Known are {string.Join(", ", enabled)}.";
        }
    }

    private string StoreName => _configuration.Get("trac", "permission_store") is { Length: > 0 } name ? name : "DefaultPermissionStore";

    public ValueTask<bool> CheckAsync(string action, string user, Resource? resource, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(action);
        return DecideAsync(
            new PermissionQuestion(
                this, outer: null, action, string.IsNullOrEmpty(user) ? Anonymous : user, resource is { Realm: "" } ? null : resource),
            cancellation);
    }

    public async ValueTask RequireAsync(string action, string user, Resource? resource, CancellationToken cancellation)
    {
        if (!await CheckAsync(action, user, resource, cancellation).ConfigureAwait(false))
            throw await RefusalAsync(action, user, resource, cancellation).ConfigureAwait(false);
    }

    /// <summary>What is thrown when a check was answered with no; names the resource as its manager does.</summary>
    internal async ValueTask<PermissionException> RefusalAsync(string action, string user, Resource? resource, CancellationToken cancellation) =>
        new(action, user, resource, resource?.Id is null ? null : await _resources.DescribeAsync(resource, ResourceFormat.Default, cancellation).ConfigureAwait(false));

    public async ValueTask<IReadOnlyList<string>> GetActionsAsync(string user, CancellationToken cancellation)
    {
        var actions = await ReadActionsAsync(user, cancellation).ConfigureAwait(false);
        return [.. actions.Order(StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<string>> GetDeclaredActionsAsync(CancellationToken cancellation) =>
        (await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false)).Names;

    /// <summary>As <see cref="GetActionsAsync"/>, with actions that nobody declares any more.</summary>
    public async ValueTask<IReadOnlyList<string>> GetGrantedActionsAsync(string user, CancellationToken cancellation)
    {
        var declared = await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false);
        var stored = await StoredActionsAsync(user, cancellation).ConfigureAwait(false);
        return [.. declared.Expand(stored).Order(StringComparer.Ordinal)];
    }

    public async ValueTask<IReadOnlyList<string>> GetUsersWithPermissionAsync(string action, CancellationToken cancellation)
    {
        var declared = await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false);
        return await AskStoreAsync(
            declared.Satisfying(action),
            static (store, actions, token) => store.GetUsersWithPermissionsAsync(actions, token),
            cancellation).ConfigureAwait(false);
    }

    public async ValueTask<IReadOnlyList<string>> GetGroupsAsync(string user, CancellationToken cancellation)
    {
        var answers = await _groups.AskAllAsync(
            user, static (provider, user, token) => provider.GetPermissionGroupsAsync(user, token), cancellation).ConfigureAwait(false);
        return [.. answers.SelectMany(answer => answer.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>All that was granted, as stored.</summary>
    public ValueTask<IReadOnlyList<PermissionGrant>> GetAllPermissionsAsync(CancellationToken cancellation) =>
        AskStoreAsync(0, static (store, _, token) => store.GetAllPermissionsAsync(token), cancellation);

    /// <summary>Grants actions and memberships of groups, all or none.</summary>
    /// <returns>What was granted before.</returns>
    /// <exception cref="TracException">An action is not declared, or a group's name differs from an action only by case.</exception>
    public async ValueTask<IReadOnlyList<PermissionGrant>> GrantAllAsync(
        IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation)
    {
        foreach (var action in grants.Select(grant => grant.Action).Distinct(StringComparer.Ordinal))
            await RequireGrantableAsync(action, cancellation).ConfigureAwait(false);
        try
        {
            return await AskStoreAsync(
                grants, static (store, grants, token) => store.GrantAllAsync(grants, token), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _userActions.Clear();
        }
    }

    /// <summary>Takes back what was granted, all or none; nothing happens for what was not.</summary>
    public async ValueTask RevokeAllAsync(IReadOnlyList<PermissionGrant> grants, CancellationToken cancellation)
    {
        try
        {
            await AskStoreAsync(grants, RevokeAsync, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _userActions.Clear();
        }

        static async ValueTask<IReadOnlyList<PermissionGrant>> RevokeAsync(
            IPermissionStore store, IReadOnlyList<PermissionGrant> grants, CancellationToken token)
        {
            await store.RevokeAllAsync(grants, token).ConfigureAwait(false);
            return grants;
        }
    }

    internal async ValueTask RequireGrantableAsync(string action, CancellationToken cancellation)
    {
        var declared = await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false);
        if (PermissionName.IsUpper(action))
        {
            if (!declared.Contains(action))
                throw new TracException($"{action} is not a valid action.");
        }
        else if (declared.Contains(action.ToUpperInvariant()))
        {
            throw new TracException($"Permission {action} differs from a defined action by casing only, which is not allowed.");
        }
    }

    /// <summary>As <see cref="GetActionsAsync"/>, as it was at most five seconds ago.</summary>
    internal ValueTask<IReadOnlySet<string>> GetRecentActionsAsync(string user, CancellationToken cancellation) =>
        _userActions.GetAsync(user, ReadActionsAsync, cancellation);

    /// <summary>What is declared, as it was at most five seconds ago; what an edit of the ini or of plugins changed is seen at once.</summary>
    internal async ValueTask<DeclaredActions> GetRecentlyDeclaredAsync(CancellationToken cancellation)
    {
        var (components, version) = (_requestors.Components, _configuration.Version);
        if (Volatile.Read(ref _declared) is { } known && ReferenceEquals(known.Components, components) && known.Version == version
            && _time.GetElapsedTime(known.Read) <= s_declaredExpiry)
        {
            return known.Actions;
        }

        var read = _time.GetTimestamp();
        var actions = await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false);
        Volatile.Write(ref _declared, new Declared(components, version, read, actions));
        return actions;
    }

    internal async ValueTask<bool> DecideAsync(PermissionQuestion question, CancellationToken cancellation)
    {
        if (!ArePoliciesKnown())
            return false;
        try
        {
            return await _ordered.AskFirstAsync(
                question,
                static (policy, question, token) => policy.CheckAsync(question.Action, question.User, question.Resource, question, token),
                cancellation).ConfigureAwait(false) == PermissionDecision.Granted;
        }
        catch (TracException exception) when (exception is not DatabaseUnavailableException)
        {
            _logger.LogWarning(
                "Denied {Action} on {Resource} to {User}: {Reason}", question.Action, question.Resource, question.User, exception.Message);
            return false;
        }
    }

    private bool ArePoliciesKnown()
    {
        var isKnown = _order.Unknown(_policies.Components).Count == 0;
        var problem = isKnown ? null : Problem;
        if (!string.Equals(problem, Interlocked.Exchange(ref _loggedProblem, problem), StringComparison.Ordinal) && problem is not null)
            _logger.LogError("{Problem}", problem);
        return isKnown;
    }

    private async ValueTask<IReadOnlySet<string>> ReadActionsAsync(string user, CancellationToken cancellation)
    {
        var declared = await DeclaredActions.ReadAsync(_requestors, cancellation).ConfigureAwait(false);
        var actions = declared.Expand(await StoredActionsAsync(user, cancellation).ConfigureAwait(false));
        actions.RemoveWhere(action => !declared.Contains(action));
        return actions;
    }

    private ValueTask<IReadOnlyList<string>> StoredActionsAsync(string user, CancellationToken cancellation) =>
        AskStoreAsync(user, static (store, user, token) => store.GetUserPermissionsAsync(user, token), cancellation);

    private async ValueTask<TAnswer> AskStoreAsync<TState, TAnswer>(
        TState state, Func<IPermissionStore, TState, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellation)
        where TAnswer : class =>
        await _store.AskFirstAsync(state, ask!, cancellation).ConfigureAwait(false)
            ?? throw new ConfigurationException($"[trac] permission_store names {StoreName}: no enabled permission store has that name.");

    private sealed record Declared(IReadOnlyList<string> Components, long Version, long Read, DeclaredActions Actions);
}
