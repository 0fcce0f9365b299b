using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Security.Requestors;

/// <summary>
/// Declares the actions that <c>[extra-permissions]</c> lists, in upper case: each name one that includes its values, except a name that
/// begins with an underscore. Off until a rule enables it.
/// </summary>
[Component("tracopt.perm.config_perm_provider.ExtraPermissionsProvider")]
public sealed class ExtraPermissionsProvider(IEnvironmentConfiguration configuration) : IPermissionRequestor
{
    public IReadOnlyList<PermissionAction> GetPermissionActions()
    {
        var actions = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (name, value) in configuration.Section("extra-permissions"))
        {
            var parts = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(part => part.ToUpperInvariant()).ToList();
            foreach (var part in parts)
                actions.TryAdd(part, []);
            if (name.StartsWith('_'))
                continue;
            var meta = name.ToUpperInvariant();
            if (!actions.TryAdd(meta, parts))
                actions[meta].AddRange(parts);
        }

        return [.. actions.Select(action => new PermissionAction { Name = action.Key, Includes = action.Value })];
    }
}
