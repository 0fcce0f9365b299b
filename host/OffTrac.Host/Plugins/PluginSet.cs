using System.Collections.Concurrent;

namespace OffTrac.Host.Plugins;

/// <summary>
/// The plugins of a host: loads what lies in the folders, follows their changes, and sees replaced ones out. Changes are made one
/// after the other; draining and unloading go on beside them.
/// </summary>
internal sealed class PluginSet : IAsyncDisposable
{
    private readonly PluginSetOptions _options;
    private readonly IPluginSetObserver _observer;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly PluginCatalog _catalog = new();
    private readonly ShadowCopies _copies;
    private readonly PluginLoader _loader;
    private readonly PluginRetirement _retirement;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, string> _seen = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, PluginGeneration> _running = new Dictionary<string, PluginGeneration>();
    private IReadOnlyList<PluginFolder> _folders = [];
    private PluginSnapshot _snapshot = PluginSnapshot.Empty;
    private IReadOnlyList<PluginStatus> _plugins = [];
    private Task _watching = Task.CompletedTask;

    public PluginSet(PluginSetOptions options, IPluginSetObserver observer, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _observer = observer;
        _time = time;
        _logger = loggers.CreateLogger("OffTrac.Plugins");
        _copies = new ShadowCopies(options.CopiesDirectory);
        _loader = new PluginLoader(_copies, options.IsUnloadable);
        _retirement = new PluginRetirement(options, observer, _logger, time);
    }

    /// <summary>The loaded plugins.</summary>
    public PluginSnapshot Snapshot => Volatile.Read(ref _snapshot);

    /// <summary>Everything that lies in the folders, with the reason of what is not loaded.</summary>
    public IReadOnlyList<PluginStatus> Plugins => Volatile.Read(ref _plugins);

    /// <summary>
    /// As <see cref="Plugins"/>, with those that were only found checked as if they were to be loaded: for a command that lists
    /// plugins and needs none.
    /// </summary>
    public IReadOnlyList<PluginStatus> Inspect()
    {
        var plugins = Plugins;
        return [.. plugins.Select(plugin => plugin.State == PluginState.Found ? PluginStatuses.Inspect(plugin, plugins) : plugin)];
    }

    /// <summary>Replaced and removed generations that are not gone yet, and the last ones that are; the latest first.</summary>
    public IReadOnlyList<PluginUnload> Unloads => _retirement.Unloads;

    /// <summary>Loads what lies in the folders and begins to follow their changes.</summary>
    public async Task StartAsync(IReadOnlyList<PluginFolder> folders, CancellationToken cancellation)
    {
        await ChangeFoldersAsync(folders, cancellation).ConfigureAwait(false);
        if (_options.Watch)
        {
            _watching = WatchAsync();
        }
    }

    /// <summary>Looks in other folders from now on, such as those of an environment that came or went.</summary>
    public async Task ChangeFoldersAsync(IReadOnlyList<PluginFolder> folders, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            Volatile.Write(ref _folders, Distinct(folders));
            await ChangeAsync(static _ => true, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Takes up what changed in the folders.</summary>
    /// <param name="isSettled">Whether a plugin's directory is worth a look; others stay as they are for now.</param>
    /// <param name="cancellation">Ends it between two steps.</param>
    public async Task RefreshAsync(Func<string, bool> isSettled, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await ChangeAsync(isSettled, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The folders that are looked through.</summary>
    public IReadOnlyList<PluginFolder> Folders => Volatile.Read(ref _folders);

    /// <summary>Fingerprints, by directory, of what was last taken up.</summary>
    public IReadOnlyDictionary<string, string> Seen => _seen;

    /// <summary>Lets all plugins go. Whatever does not drain in time ends with the process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await _oneAtATime.WaitAsync().ConfigureAwait(false);
        var last = Snapshot;
        Volatile.Write(ref _snapshot, PluginSnapshot.Empty);
        _running = new Dictionary<string, PluginGeneration>();
        await _retirement.EndAsync(last).ConfigureAwait(false);
        _retirement.Dispose();
        _copies.Dispose();
        _stopping.Dispose();
        _oneAtATime.Dispose();
    }

    private async Task ChangeAsync(Func<string, bool> isSettled, CancellationToken cancellation)
    {
        var candidates = _catalog.Discover(_folders).Select(candidate => Settled(candidate, isSettled)).OfType<PluginCandidate>().ToList();
        var change = new PluginChange(_loader, _running);
        change.Make(candidates, Wanted);
        var problem = await SwapAsync(change, cancellation).ConfigureAwait(false);
        if (problem is not null)
        {
            Publish(candidates, isSettled, change, problem);
            return;
        }

        _running = change.Next;
        Publish(candidates, isSettled, change, problem: null);
        foreach (var swap in change.Swaps.Reverse())
        {
            if (swap.Old is { } old)
            {
                _retirement.Begin(old);
            }
        }
    }

    private async Task WatchAsync()
    {
        using var watcher = new PluginWatcher(this, _options, _logger, _time);
        await watcher.RunAsync(_stopping.Token).ConfigureAwait(false);
    }

    // One folder that several name serves whoever any of them serves.
    private static List<PluginFolder> Distinct(IReadOnlyList<PluginFolder> folders) =>
    [
        .. folders
            .Select(static folder => folder with { Path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Path)) })
            .GroupBy(static folder => folder.Path, StringComparer.Ordinal)
            .Select(static same => same.MaxBy(static folder => folder.Level)! with
            {
                Environments = [.. same.SelectMany(static folder => folder.Environments).Distinct(StringComparer.Ordinal)],
            }),
    ];

    // What is still being written is taken for what it was when it was last looked at.
    private PluginCandidate? Settled(PluginCandidate candidate, Func<string, bool> isSettled) =>
        isSettled(candidate.Directory) ? candidate : _running.GetValueOrDefault(candidate.Directory)?.Candidate;

    private IReadOnlyList<PluginCandidate> Wanted(PluginPlan plan)
    {
        if (_options.CommandWords is not { } words
            || plan.Order.Any(candidate => candidate.Metadata!.WordsForAllPlugins.Intersect(words, StringComparer.Ordinal).Any()))
        {
            return plan.Order;
        }

        var wanted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var candidate in plan.Order.Reverse())
        {
            if (wanted.Contains(candidate.Directory) || candidate.Metadata!.CommandWords.Intersect(words, StringComparer.Ordinal).Any())
            {
                wanted.Add(candidate.Directory);
                wanted.UnionWith(plan.RequiredBy(candidate).Select(static required => required.Directory));
            }
        }

        return [.. plan.Order.Where(candidate => wanted.Contains(candidate.Directory))];
    }

    private async Task<string?> SwapAsync(PluginChange change, CancellationToken cancellation)
    {
        var next = new PluginSnapshot(change.Order);
        if (change.Swaps.Count > 0)
        {
            try
            {
                await _observer.SwapAsync(change.Swaps, next, cancellation).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                var problem = $"can't be composed: {LoadProblem.Describe(failed)}";
                foreach (var swap in change.Swaps.Reverse())
                {
                    if (swap.New is { } loaded)
                    {
                        _retirement.Begin(loaded);
                    }
                }

                return problem;
            }
        }

        Volatile.Write(ref _snapshot, next);
        return null;
    }

    private void Publish(
        IReadOnlyList<PluginCandidate> candidates, Func<string, bool> isSettled, PluginChange change, string? problem)
    {
        var before = _plugins.ToDictionary(static status => status.Directory, StringComparer.Ordinal);
        var plugins = candidates.Select(candidate => PluginStatuses.Of(candidate, change, _running, problem, before)).ToList();
        foreach (var status in plugins)
        {
            PluginStatuses.Log(_logger, before.GetValueOrDefault(status.Directory), status);
        }

        Volatile.Write(ref _plugins, plugins);
        Remember(isSettled, change);
    }

    private void Remember(Func<string, bool> isSettled, PluginChange change)
    {
        foreach (var (path, fingerprint) in _catalog.Seen)
        {
            if (isSettled(path))
            {
                _seen[path] = change.Passing.Contains(path) ? "" : fingerprint;
            }
        }

        foreach (var directory in change.Passing)
        {
            _catalog.Forget(directory);
        }

        foreach (var gone in _seen.Keys.Where(path => !_catalog.Seen.ContainsKey(path)))
        {
            _seen.TryRemove(gone, out _);
        }
    }
}
