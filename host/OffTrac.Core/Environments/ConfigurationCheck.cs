using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Environments;

/// <summary>Finds names in the ini that nothing known bears.</summary>
internal static class ConfigurationCheck
{
    private const string DefaultPolicies = "DefaultWikiPolicy, DefaultTicketPolicy, DefaultPermissionPolicy, LegacyAttachmentPolicy";

    public static IEnumerable<CheckFinding> Run(IEnvironmentConfiguration configuration, KnownNames known) =>
        Rules(configuration, known).Concat(Policies(configuration, known)).Concat(Controllers(configuration, known)).Concat(Operations(configuration, known));

    private static IEnumerable<CheckFinding> Rules(IEnvironmentConfiguration configuration, KnownNames known) =>
        from rule in configuration.Section("components")
        let name = rule.Key.TrimEnd('.', '*')
        where !known.Components.Any(component => IsWithin(component, name))
        select new CheckFinding(
            CheckKind.ComponentRule, rule.Key, $"[components] {rule.Key} = {rule.Value}", "No component has that name: the rule has no effect.");

    // A rule matches whole dotted segments from the left.
    private static bool IsWithin(string component, string rule) =>
        component.StartsWith(rule, StringComparison.OrdinalIgnoreCase) && (component.Length == rule.Length || component[rule.Length] == '.');

    private static IEnumerable<CheckFinding> Policies(IEnvironmentConfiguration configuration, KnownNames known) =>
        from name in List(configuration.Get("trac", "permission_policies") ?? DefaultPolicies)
        where !known.Policies.Contains(name)
        select new CheckFinding(
            CheckKind.PermissionPolicy, name, "[trac] permission_policies", "What it would decide is denied to everybody.");

    private static IEnumerable<CheckFinding> Controllers(IEnvironmentConfiguration configuration, KnownNames known) =>
        from name in List(configuration.Get("ticket", "workflow") ?? "")
        where !known.Controllers.Contains(name)
        select new CheckFinding(CheckKind.WorkflowController, name, "[ticket] workflow", "Its actions are not offered.");

    private static IEnumerable<CheckFinding> Operations(IEnvironmentConfiguration configuration, KnownNames known) =>
        from option in configuration.Section("ticket-workflow")
        where option.Key.EndsWith(".operations", StringComparison.OrdinalIgnoreCase)
        from name in List(option.Value)
        where !known.Operations.Contains(name)
        select new CheckFinding(
            CheckKind.WorkflowOperation, name, $"[ticket-workflow] {option.Key}", "The action changes nothing by this operation.");

    private static string[] List(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
