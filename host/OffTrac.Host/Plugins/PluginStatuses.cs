namespace OffTrac.Host.Plugins;

/// <summary>Turns what became of the plugins into what is shown and logged.</summary>
internal static class PluginStatuses
{
    private static readonly IReadOnlyDictionary<string, string> s_none = new Dictionary<string, string>();

    public static PluginStatus Of(
        PluginCandidate candidate,
        PluginChange change,
        IReadOnlyDictionary<string, PluginGeneration> running,
        string? problem,
        Dictionary<string, PluginStatus> before)
    {
        var loaded = running.GetValueOrDefault(candidate.Directory);
        var reason = change.Problems.GetValueOrDefault(candidate.Directory) ?? (IsChanged(candidate, change) ? problem : null);
        return new PluginStatus
        {
            Name = candidate.Name,
            Directory = candidate.Directory,
            Folder = candidate.Folder,
            Metadata = loaded?.Metadata ?? candidate.Metadata,
            Reason = reason,
            State = (loaded, reason) switch
            {
                (not null, null) => PluginState.Loaded,
                (not null, _) => PluginState.LoadedWithBadUpdate,
                (null, null) => PluginState.Found,
                (null, _) => PluginState.Refused,
            },
            Warnings = change.Warnings.GetValueOrDefault(candidate.Directory)
                ?? before.GetValueOrDefault(candidate.Directory)?.Warnings ?? [],
            BrokenComponents = loaded?.BrokenComponents ?? s_none,
        };
    }

    /// <summary>Checks a plugin that was found, in the folder where it lies.</summary>
    public static PluginStatus Inspect(PluginStatus found, IReadOnlyList<PluginStatus> all)
    {
        var contracts = all
            .Where(other => other.Metadata is not null && found.Metadata!.Requires.Any(required => required.Id == other.Metadata.Id))
            .SelectMany(static other => other.Metadata!.Exports.Select(export =>
                KeyValuePair.Create(export, Path.Combine(other.Directory, export + ".dll"))));
        try
        {
            var preflight = new PluginPreflight(contracts);
            var problem = preflight.Check(found.Metadata!, found.Directory, found.Name);
            return found with
            {
                State = problem is null ? PluginState.Found : PluginState.Refused,
                Reason = problem,
                Warnings = preflight.Warnings,
            };
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or BadImageFormatException)
        {
            return found with { State = PluginState.Refused, Reason = LoadProblem.Describe(unreadable) };
        }
    }

    /// <summary>Logs what is new about a plugin; the same reason is not told twice.</summary>
    public static void Log(ILogger logger, PluginStatus? before, PluginStatus now)
    {
        if (now.Reason is { } reason && reason != before?.Reason)
        {
            if (now.State == PluginState.LoadedWithBadUpdate)
            {
                logger.LogError("Plugin {Plugin} in {Directory}: {Reason}. The version before it goes on.", now.Metadata, now.Directory, reason);
            }
            else
            {
                logger.LogError("Plugin in {Directory} is not loaded: it {Reason}.", now.Directory, reason);
            }
        }
        else if (now.State == PluginState.Loaded && (before?.State != PluginState.Loaded || before.Metadata != now.Metadata))
        {
            logger.LogInformation("Plugin {Plugin} loaded from {Directory}.", now.Metadata, now.Directory);
        }

        foreach (var warning in now.Warnings.Except(before?.Warnings ?? [], StringComparer.Ordinal))
        {
            logger.LogWarning("Plugin {Plugin} in {Directory}: {Warning}.", now.Metadata, now.Directory, warning);
        }

        foreach (var (component, problem) in now.BrokenComponents)
        {
            if (before?.BrokenComponents.GetValueOrDefault(component) != problem)
            {
                logger.LogError("Component {Component} of plugin {Plugin} is off: it {Problem}.", component, now.Metadata, problem);
            }
        }
    }

    private static bool IsChanged(PluginCandidate candidate, PluginChange change) =>
        change.Swaps.Any(swap => (swap.New ?? swap.Old)!.Candidate.Directory == candidate.Directory);
}
