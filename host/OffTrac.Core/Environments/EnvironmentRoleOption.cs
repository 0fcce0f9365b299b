using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Environments;

/// <summary><c>[offtrac] role</c>.</summary>
internal static class EnvironmentRoleOption
{
    private const string Section = "offtrac";
    private const string Option = "role";

    /// <summary>As configured; a word that is neither counts as <c>beside</c>, because nothing is then done twice.</summary>
    public static EnvironmentRole Read(IEnvironmentConfiguration configuration) =>
        configuration.Get(Section, Option) is not { } text || Is(text, EnvironmentRole.Instead) ? EnvironmentRole.Instead : EnvironmentRole.Beside;

    /// <summary>What is wrong with the option, in one line; null when nothing is.</summary>
    public static string? Problem(EnvironmentConfiguration configuration)
    {
        var configured = configuration.Find(Section, Option);
        return configured is null || Is(configured.Value, EnvironmentRole.Instead) || Is(configured.Value, EnvironmentRole.Beside)
            ? null
            : $"{configured.Place}: [{Section}] {Option} is '{configured.Value.ReplaceLineEndings(" ")}'; allowed is one of instead, beside. It is taken for beside.";
    }

    private static bool Is(string text, EnvironmentRole role) => string.Equals(text, role.ToString(), StringComparison.OrdinalIgnoreCase);
}
