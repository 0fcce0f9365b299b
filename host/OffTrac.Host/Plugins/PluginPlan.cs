namespace OffTrac.Host.Plugins;

/// <summary>In which order plugins are loaded, so that each comes after those it requires, and which can't be.</summary>
internal sealed class PluginPlan
{
    private readonly Dictionary<string, List<PluginCandidate>> _providers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refusals = new(StringComparer.Ordinal);
    private readonly List<PluginCandidate> _order = [];

    /// <summary>Makes the plan.</summary>
    /// <param name="candidates">Plugins against which nothing speaks by themselves.</param>
    public PluginPlan(IReadOnlyList<PluginCandidate> candidates)
    {
        foreach (var candidate in candidates)
        {
            FindProviders(candidate, candidates);
        }

        RefuseCycles(candidates);
        RefuseDependants(candidates);
        Sort(candidates);
    }

    /// <summary>What can be loaded, required ones first, otherwise by id.</summary>
    public IReadOnlyList<PluginCandidate> Order => _order;

    /// <summary>Why others can't, by directory.</summary>
    public IReadOnlyDictionary<string, string> Refusals => _refusals;

    /// <summary>The plugins that a plugin requires, as it sees them.</summary>
    public IReadOnlyList<PluginCandidate> RequiredBy(PluginCandidate candidate) => _providers[candidate.Directory];

    /// <summary>The plugin of an id that another one sees: the nearest level hides the others.</summary>
    private static PluginCandidate? Find(string id, PluginCandidate seenBy, IReadOnlyList<PluginCandidate> candidates) =>
        candidates
            .Where(candidate => candidate.Metadata!.Id == id && Sees(seenBy.Folder, candidate.Folder))
            .OrderBy(static candidate => candidate.Folder.Level)
            .FirstOrDefault();

    private static bool Sees(PluginFolder from, PluginFolder to) =>
        to.Level == PluginFolderLevel.Host
        || from.Path == to.Path
        || (from.Level < to.Level && from.Environments.All(to.Serves));

    private void FindProviders(PluginCandidate candidate, IReadOnlyList<PluginCandidate> candidates)
    {
        var providers = new List<PluginCandidate>();
        foreach (var requirement in candidate.Metadata!.Requires)
        {
            var provider = Find(requirement.Id, candidate, candidates);
            if (provider is null)
            {
                _refusals.TryAdd(candidate.Directory, $"requires {requirement}, which is not there");
            }
            else if (!requirement.Versions.Contains(provider.Metadata!.Version))
            {
                _refusals.TryAdd(
                    candidate.Directory, $"requires {requirement}, and there is {provider.Metadata} in {provider.Directory}");
            }
            else
            {
                providers.Add(provider);
            }
        }

        _providers.Add(candidate.Directory, providers);
    }

    private void RefuseCycles(IReadOnlyList<PluginCandidate> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (FindCycle(candidate, candidate, []) is { } cycle)
            {
                _refusals.TryAdd(candidate.Directory, $"requires itself: {string.Join(" → ", cycle)}");
            }
        }
    }

    private List<string>? FindCycle(PluginCandidate start, PluginCandidate from, HashSet<string> seen)
    {
        foreach (var provider in _providers[from.Directory])
        {
            if (provider.Directory == start.Directory)
            {
                return [from.Metadata!.Id, start.Metadata!.Id];
            }

            if (seen.Add(provider.Directory) && FindCycle(start, provider, seen) is { } rest)
            {
                return [from.Metadata!.Id, .. rest];
            }
        }

        return null;
    }

    private void RefuseDependants(IReadOnlyList<PluginCandidate> candidates)
    {
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var candidate in candidates.Where(candidate => !_refusals.ContainsKey(candidate.Directory)))
            {
                if (_providers[candidate.Directory].Find(provider => _refusals.ContainsKey(provider.Directory)) is { } provider)
                {
                    _refusals.Add(candidate.Directory, Dependent(provider, _refusals[provider.Directory]));
                    changed = true;
                }
            }
        }
    }

    public static string Dependent(PluginCandidate provider, string reason) =>
        $"requires {provider.Metadata!.Id}, which is not loaded: it {reason}";

    private void Sort(IReadOnlyList<PluginCandidate> candidates)
    {
        var placed = new HashSet<string>(StringComparer.Ordinal);
        var waiting = candidates
            .Where(candidate => !_refusals.ContainsKey(candidate.Directory))
            .OrderBy(static candidate => candidate.Metadata!.Id, StringComparer.Ordinal)
            .ThenBy(static candidate => candidate.Directory, StringComparer.Ordinal)
            .ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.First(candidate => _providers[candidate.Directory].TrueForAll(provider => placed.Contains(provider.Directory)));
            waiting.Remove(next);
            placed.Add(next.Directory);
            _order.Add(next);
        }
    }
}
