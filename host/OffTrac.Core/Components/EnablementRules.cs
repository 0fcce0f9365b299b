using System.Collections.Frozen;
using OffTrac.Core.Configuration;
using OffTrac.Core.Environments;
using OffTrac.Sdk.Environments;

namespace OffTrac.Core.Components;

/// <summary>
/// Section <c>[components]</c> as Trac understands it: names without case, the longest dotted prefix wins, <c>.*</c> at the end is only
/// for the eye. Made anew when the configuration changes.
/// </summary>
public sealed class EnablementRules
{
    private readonly FrozenDictionary<string, ConfiguredValue> _rules;
    private readonly string? _onlyOthersFrom;

    private EnablementRules(IEnumerable<ConfiguredValue> options, string? onlyOthersFrom)
    {
        // Of two options that come to the same the later one counts.
        var rules = new Dictionary<string, ConfiguredValue>(StringComparer.Ordinal);
        foreach (var option in options)
            rules[option.Option.TrimEnd('.', '*').ToLowerInvariant()] = option;
        _rules = rules.ToFrozenDictionary(StringComparer.Ordinal);
        _onlyOthersFrom = onlyOthersFrom;
    }

    /// <summary>The rules of a configuration; beside a running Trac, only <c>conf/offtrac.ini</c> speaks for what is not Trac's own.</summary>
    public static EnablementRules From(EnvironmentConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var files = configuration.Files;

        // Trac goes through its own chain from the nearest file to the farthest; ours lie around it, the host's farthest away.
        var options = configuration.FindAll("components")
            .OrderBy(option => option.File == files.OffTracIni ? 2 : option.File == files.HostIni ? 0 : 1);
        return new EnablementRules(options, EnvironmentRoleOption.Read(configuration) == EnvironmentRole.Beside ? files.OffTracIni : null);
    }

    /// <summary>All rules as written.</summary>
    public IEnumerable<ConfiguredValue> Rules => _rules.Values;

    /// <param name="component">Name of the component.</param>
    /// <param name="fromEnvironment">Whether its plugin lies in the environment's own folder.</param>
    public EnablementDecision Decide(string component, bool fromEnvironment = false)
    {
        ArgumentNullException.ThrowIfNull(component);
        var name = component.ToLowerInvariant();
        var isTracs = name.StartsWith("trac.", StringComparison.Ordinal);
        for (var prefix = name; ; prefix = prefix[..prefix.LastIndexOf('.')])
        {
            if (_rules.TryGetValue(prefix, out var rule) && (isTracs || _onlyOthersFrom is null || rule.File == _onlyOthersFrom))
                return ByRule(rule);
            if (!prefix.Contains('.', StringComparison.Ordinal))
                break;
        }

        if (isTracs && !name.StartsWith("trac.test.", StringComparison.Ordinal) && !name.StartsWith("trac.tests.", StringComparison.Ordinal))
            return new EnablementDecision { IsEnabled = true, Reason = EnablementReason.TracDefault };
        return fromEnvironment
            ? new EnablementDecision { IsEnabled = true, Reason = EnablementReason.EnvironmentPlugin }
            : new EnablementDecision { IsEnabled = false, Reason = EnablementReason.Undecided };
    }

    private static EnablementDecision ByRule(ConfiguredValue rule) => new()
    {
        IsEnabled = TracValue.ToBool(rule.Value),
        Reason = EnablementReason.Rule,
        Rule = $"{rule.Option} = {rule.Value}",
        File = rule.File,
        Line = rule.Line,
    };
}
