using OffTrac.Core.Configuration;
using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Host.Plugins;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Commands;

/// <summary><c>plugin list|show|components|enable|disable</c>.</summary>
internal static class PluginAdministration
{
    private const string Rules = "components";

    private static readonly CommandArgument s_component = new()
    {
        Name = "COMPONENT",
        Description = "Full name of a component, or the beginning of names, such as offtrac.ping.*.",
    };

    public static IEnumerable<CommandEntry> All =>
    [
        new(new Command
        {
            Words = "plugin list",
            Summary = "Lists the plugins with version and state, and why one is not loaded.",
            Needs = CommandNeeds.Configuration,
            Options = [new() { Name = "--load", IsFlag = true, Description = "Loads them to find out whether that works." }],
        }, ListAsync),
        new(new Command
        {
            Words = "plugin show",
            Summary = "Shows a plugin: what it requires, shares and announces, and its components. Exit 1 when there is none of that id.",
            Needs = CommandNeeds.Configuration,
            Arguments = [new() { Name = "ID", Description = "Its id, such as offtrac.ping." }],
        }, ShowAsync),
        new(new Command
        {
            Words = "plugin components",
            Summary = "Says of each component whether it is enabled: by which rule of which file and line, or what it misses.",
            Arguments = [new() { Name = "NAME", Description = "Only components whose names begin so.", IsOptional = true }],
        }, ComponentsAsync),
        new(new Command { Words = "plugin enable", Summary = "Writes the rule that enables a component.", Arguments = [s_component] },
            (context, cancellation) => RuleAsync(context, "enabled", cancellation)),
        new(new Command { Words = "plugin disable", Summary = "Writes the rule that disables a component.", Arguments = [s_component] },
            (context, cancellation) => RuleAsync(context, "disabled", cancellation)),
    ];

    private static async ValueTask<CommandResult> ListAsync(CommandContext context, CancellationToken cancellation)
    {
        var use = context.Input.Has("--load") ? PluginUse.All : PluginUse.None;
        var host = await context.StartAsync(EnvironmentChoice.All(context.Options, context.Console), use, cancellation).ConfigureAwait(false);
        return CommandResult.FromTable(new()
        {
            Columns = ["id", "version", "state", "reason", "description", "directory"],
            Rows = [.. host.Plugins.Inspect().Select(plugin => new object?[]
            {
                plugin.Metadata?.Id ?? plugin.Name, plugin.Metadata?.Version.ToString(), State(plugin.State), Reason(plugin),
                plugin.Metadata?.Description, plugin.Directory,
            })],
        });
    }

    private static async ValueTask<CommandResult> ShowAsync(CommandContext context, CancellationToken cancellation)
    {
        var id = context.Input["ID"]!;
        var host = await context.StartAsync(EnvironmentChoice.All(context.Options, context.Console), PluginUse.None, cancellation).ConfigureAwait(false);
        var rows = host.Plugins.Inspect()
            .Where(plugin => string.Equals(plugin.Metadata?.Id ?? plugin.Name, id, StringComparison.OrdinalIgnoreCase))
            .SelectMany(Facts).ToList();
        return rows.Count == 0
            ? CommandResult.Fail($"There is no plugin '{id}'; offtrac plugin list shows those that there are.", exitCode: 1)
            : CommandResult.FromTable(new() { Columns = ["name", "value"], Rows = rows });
    }

    private static IEnumerable<object?[]> Facts(PluginStatus plugin)
    {
        yield return ["id", plugin.Metadata?.Id ?? plugin.Name];
        yield return ["state", State(plugin.State)];
        yield return ["reason", Reason(plugin)];
        yield return ["directory", plugin.Directory];
        if (plugin.Metadata is not { } metadata)
            yield break;
        yield return ["version", metadata.Version.ToString()];
        yield return ["description", metadata.Description];
        yield return ["sdk", metadata.SdkVersion.ToString()];
        yield return ["requires", metadata.Requires.Select(required => required.ToString()).ToArray()];
        yield return ["exports", metadata.Exports];
        yield return ["commands", metadata.CommandWords];
        foreach (var component in metadata.Components)
            yield return ["component", component.Description.Name];
    }

    private static async ValueTask<CommandResult> ComponentsAsync(CommandContext context, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.All, cancellation).ConfigureAwait(false);
        var prefix = Prefix(context.Input["NAME"] ?? "");
        var statuses = context.Host.Components.Concat(environment.Components)
            .Where(status => status.Description.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(status => status.Description.Name, StringComparer.Ordinal);
        return CommandResult.FromTable(new()
        {
            Columns = ["name", "enabled", "reason", "plugin", "scope", "rule", "file", "line"],
            Rows = [.. statuses.Select(Row)],
        });
    }

    private static object?[] Row(ComponentStatus status) =>
    [
        status.Description.Name, status.IsEnabled, status.Reason, status.Description.Plugin, status.Description.Scope.ToString().ToLowerInvariant(),
        status.Rule, status.File, status.Line == 0 ? null : status.Line,
    ];

    private static async ValueTask<CommandResult> RuleAsync(CommandContext context, string value, CancellationToken cancellation)
    {
        var environment = await context.OpenEnvironmentAsync(PluginUse.None, cancellation).ConfigureAwait(false);
        var known = Known(context.Host, environment.Components.Concat(context.Host.Components));
        var (rule, scope) = Find(context.Input["COMPONENT"]!, known);
        using var host = OpenHostFile(context, scope);
        var configuration = host ?? environment.Configuration;
        await configuration.SetAsync(Rules, rule, value, cancellation).ConfigureAwait(false);
        return CommandResult.FromText($"{rule} = {value} written to {configuration.FileFor(Rules)}.");
    }

    // A component of the host is decided by the host's file where it has one, else by the environments.
    private static EnvironmentConfiguration? OpenHostFile(CommandContext context, ComponentScope scope) =>
        scope == ComponentScope.Host && context.Host.Configuration.File is not null ? context.OpenConfiguration(ofHost: true) : null;

    private static Dictionary<string, ComponentScope> Known(OffTracHost host, IEnumerable<ComponentStatus> statuses)
    {
        var known = new Dictionary<string, ComponentScope>(StringComparer.OrdinalIgnoreCase);
        foreach (var description in host.Plugins.Plugins.SelectMany(plugin => plugin.Metadata?.Components ?? [])
            .Select(component => component.Description).Concat(statuses.Select(status => status.Description)))
            known[description.Name] = description.Scope;
        return known;
    }

    private static (string Rule, ComponentScope Scope) Find(string typed, Dictionary<string, ComponentScope> known)
    {
        var name = Prefix(typed);
        if (known.Keys.FirstOrDefault(key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) is { } exact)
            return (exact, known[exact]);
        var below = known.Where(pair => pair.Key.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase)).ToList();
        if (below.Count > 0)
            return (name + ".*", below.TrueForAll(pair => pair.Value == ComponentScope.Host) ? ComponentScope.Host : ComponentScope.Environment);
        var simple = known.Keys.Where(key => key.EndsWith("." + name, StringComparison.OrdinalIgnoreCase)).ToList();
        return simple switch
        {
            [var one] => (one, known[one]),
            [] => throw new TracException($"There is no component '{typed}'; offtrac plugin components lists those that there are."),
            _ => throw new TracException($"'{typed}' is the end of several names: {string.Join(", ", simple)}."),
        };
    }

    private static string Prefix(string typed) => typed.TrimEnd('.', '*');

    private static string? Reason(PluginStatus plugin) =>
        plugin.Reason ?? (plugin.Warnings.Count == 0 ? null : string.Join("; ", plugin.Warnings));

    private static string State(PluginState state) => state switch
    {
        PluginState.Found => "found",
        PluginState.Loaded => "loaded",
        PluginState.LoadedWithBadUpdate => "bad update",
        _ => "refused",
    };
}
