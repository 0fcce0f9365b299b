using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>What <c>[components]</c> of an environment, or of the host, says of components.</summary>
internal static class ComponentDecisions
{
    /// <summary>By the rules of one configuration.</summary>
    public static Func<ComponentDescription, bool, ComponentDecision> By(EnablementRules rules)
        => (component, autoEnabled) => Of(rules.Decide(component.Name, autoEnabled));

    /// <summary>
    /// For components of the host: the host's file decides where it speaks of a component, else it runs when any environment enables
    /// it, so that <c>/ping</c> of a host that has no file answers for the environment that wants it.
    /// </summary>
    /// <param name="host">Rules of the host's file.</param>
    /// <param name="environments">Rules of the environments.</param>
    /// <param name="asked">Plugins that the person asked for by a command's word.</param>
    public static Func<ComponentDescription, bool, ComponentDecision> ForHost(
        EnablementRules host, IReadOnlyList<EnablementRules> environments, IReadOnlySet<string> asked)
        => (component, autoEnabled) =>
        {
            var own = host.Decide(component.Name, autoEnabled);
            if (own.Rule is not null || own.IsEnabled)
            {
                return Of(own);
            }

            foreach (var rules in environments)
            {
                if (rules.Decide(component.Name, autoEnabled) is { IsEnabled: true } decision)
                {
                    return Of(decision);
                }
            }

            return asked.Contains(component.Plugin) ? new ComponentDecision { IsEnabled = true, Reason = "on for its command" } : Of(own);
        };

    private static ComponentDecision Of(EnablementDecision decision) => new()
    {
        IsEnabled = decision.IsEnabled,
        Reason = Reason(decision),
        Rule = decision.Rule,
        File = decision.File,
        Line = decision.Line,
    };

    private static string Reason(EnablementDecision decision) => decision switch
    {
        { Rule: { } rule } => $"{(decision.IsEnabled ? "enabled" : "disabled")} by {rule} in {decision.File}:{decision.Line}",
        { Reason: EnablementReason.EnvironmentPlugin } => "on without a rule, because its plugin lies in the environment's own plugins folder",
        { Reason: EnablementReason.TracDefault } => "on without a rule, as all of Trac's own",
        _ => "off until a rule enables it",
    };
}
