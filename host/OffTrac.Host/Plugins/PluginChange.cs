namespace OffTrac.Host.Plugins;

/// <summary>Works out which generations run next: what is unchanged stays, what is new or changed is loaded, what can't be loaded keeps its old one.</summary>
/// <param name="loader">Loads.</param>
/// <param name="running">What runs now, by directory.</param>
internal sealed class PluginChange(PluginLoader loader, IReadOnlyDictionary<string, PluginGeneration> running)
{
    private readonly Dictionary<string, PluginGeneration> _next = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _warnings = new(StringComparer.Ordinal);
    private readonly List<PluginGeneration> _order = [];
    private readonly List<PluginSwap> _swaps = [];
    private readonly HashSet<string> _passing = new(StringComparer.Ordinal);

    /// <summary>What runs next, by directory.</summary>
    public IReadOnlyDictionary<string, PluginGeneration> Next => _next;

    /// <summary>What runs next, required ones first.</summary>
    public IReadOnlyList<PluginGeneration> Order => _order;

    /// <summary>Required plugins before those that require them; removed ones last, the other way round.</summary>
    public IReadOnlyList<PluginSwap> Swaps => _swaps;

    /// <summary>Why something was not loaded, by directory; its old generation may run on.</summary>
    public IReadOnlyDictionary<string, string> Problems => _problems;

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Warnings => _warnings;

    /// <summary>Directories that are worth another try soon.</summary>
    public IReadOnlySet<string> Passing => _passing;

    /// <summary>Loads what must be loaded.</summary>
    /// <param name="candidates">Everything that lies in the folders.</param>
    /// <param name="wanted">Which of them shall run.</param>
    public void Make(IReadOnlyList<PluginCandidate> candidates, Func<PluginPlan, IReadOnlyList<PluginCandidate>> wanted)
    {
        var plan = new PluginPlan(Effective(candidates));
        foreach (var (directory, refusal) in plan.Refusals)
        {
            _problems.TryAdd(directory, refusal);
        }

        foreach (var candidate in wanted(plan))
        {
            Load(candidate, plan.RequiredBy(candidate));
        }

        foreach (var generation in running.Values.Where(old => !_next.ContainsKey(old.Candidate.Directory)).Reverse())
        {
            _swaps.Add(new PluginSwap(generation, New: null));
        }
    }

    // A folder whose content went bad stands for what was loaded from it.
    private List<PluginCandidate> Effective(IReadOnlyList<PluginCandidate> candidates)
    {
        var effective = new List<PluginCandidate>();
        foreach (var candidate in candidates)
        {
            if (candidate.Refusal is null)
            {
                effective.Add(candidate);
                continue;
            }

            _problems[candidate.Directory] = candidate.Refusal;
            if (candidate.IsPassing)
            {
                _passing.Add(candidate.Directory);
            }

            if (running.TryGetValue(candidate.Directory, out var old))
            {
                effective.Add(old.Candidate with { Folder = candidate.Folder });
            }
        }

        return effective;
    }

    private void Load(PluginCandidate candidate, IReadOnlyList<PluginCandidate> requires)
    {
        var missing = requires.FirstOrDefault(required => !_next.ContainsKey(required.Directory));
        if (missing is not null)
        {
            _problems.TryAdd(
                candidate.Directory, PluginPlan.Dependent(missing, _problems.GetValueOrDefault(missing.Directory, "is not wanted")));
            return;
        }

        var required = requires.Select(plugin => _next[plugin.Directory]).ToList();
        var old = running.GetValueOrDefault(candidate.Directory);
        var oldStillFits = old is not null && old.SharesContractsWith(required);
        if (old is not null && oldStillFits && old.Candidate.ContentHash == candidate.ContentHash)
        {
            old.Candidate = old.Candidate with { Folder = candidate.Folder, Fingerprint = candidate.Fingerprint };
            Keep(old);
            return;
        }

        var load = loader.Load(candidate, required, old);
        _warnings[candidate.Directory] = load.Warnings;
        if (load.IsLoaded)
        {
            Keep(load.Generation);
            _swaps.Add(new PluginSwap(old, load.Generation));
            return;
        }

        _problems[candidate.Directory] = load.Problem;
        if (load.IsPassing)
        {
            _passing.Add(candidate.Directory);
        }

        if (old is not null && oldStillFits)
        {
            Keep(old);
        }
    }

    private void Keep(PluginGeneration generation)
    {
        _next.Add(generation.Candidate.Directory, generation);
        _order.Add(generation);
    }
}
