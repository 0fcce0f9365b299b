using OffTrac.Host.Components;
using OffTrac.Host.Hosting;
using OffTrac.Host.Plugins;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Components;

namespace OffTrac.Host.Commands;

/// <summary>Why no command begins with the word that was typed.</summary>
internal sealed class MissingCommand(OffTracHost host, string word)
{
    /// <param name="known">The words that do begin commands.</param>
    public TracException Explain(IEnumerable<string> known)
    {
        var plugins = host.Plugins.Inspect();
        var bringing = plugins.Where(plugin => plugin.Metadata?.CommandWords.Contains(word, StringComparer.Ordinal) == true).ToList();
        if (bringing.Count == 0)
        {
            var announced = plugins.SelectMany(plugin => plugin.Metadata?.CommandWords ?? []);
            return new UsageException($"'{word}' is not a command; offtrac --help lists them.{NearestWord.Ask(word, known.Concat(announced))}");
        }

        return new TracException($"'{word}' is a command of plugin {bringing[0].Metadata!.Id}, but {Reason(bringing)}");
    }

    private string Reason(List<PluginStatus> plugins)
    {
        if (plugins.Find(plugin => plugin.State == PluginState.Loaded || plugin.State == PluginState.LoadedWithBadUpdate) is not { } loaded)
            return $"the plugin is not loaded: {plugins[0].Reason}";
        if (loaded.BrokenComponents.Count > 0)
            return $"its component {loaded.BrokenComponents.First().Key} is broken: {loaded.BrokenComponents.First().Value}";
        var providers = Statuses().Where(status =>
            status.Description.Plugin == loaded.Metadata!.Id
            && status.Description.ExtensionPoints.Contains(nameof(ICommandProvider), StringComparer.Ordinal)).ToList();
        if (providers.Find(status => !status.IsEnabled) is { } off)
            return OffReason(off);
        if (host.Environments.Served.Select(environment => environment.Problem).FirstOrDefault(text => text is not null) is { } problem)
            return $"the environment is not open: {problem}";
        return host.Environments.Served.Count == 0
            ? "it needs an environment: name one with --env DIR, or make one with: offtrac env create DIR"
            : "none of its components brings it.";
    }

    private IEnumerable<ComponentStatus> Statuses() =>
        host.Components.Concat(host.Environments.Served.SelectMany(environment => environment.Components));

    private string OffReason(ComponentStatus off)
    {
        var name = off.Description.Name;
        var where = off.Description.Scope == ComponentScope.Environment && host.Environments.Served is [var environment, ..]
            ? $" --env {environment.Directory}"
            : "";
        return $"its component {name} is off ({off.Reason}). Enable it with: offtrac plugin enable {name}{where}";
    }
}
