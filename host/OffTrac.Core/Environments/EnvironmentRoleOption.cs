using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Environments;

/// <summary><c>[offtrac] role</c>.</summary>
internal static class EnvironmentRoleOption
{
    public static EnvironmentRole Read(IEnvironmentConfiguration configuration) => TryRead(configuration, out var role)
        ? role
        : throw new ConfigurationException(
            $"[offtrac] role = {configuration.Get("offtrac", "role")} can't be used: allowed are 'instead' and 'beside'.");

    public static bool TryRead(IEnvironmentConfiguration configuration, out EnvironmentRole role)
    {
        var text = configuration.Get("offtrac", "role");
        role = string.Equals(text, "beside", StringComparison.OrdinalIgnoreCase) ? EnvironmentRole.Beside : EnvironmentRole.Instead;
        return role == EnvironmentRole.Beside || string.IsNullOrEmpty(text) || string.Equals(text, "instead", StringComparison.OrdinalIgnoreCase);
    }
}
