namespace OffTrac.Host.Plugins;

/// <summary>
/// Notices changes in the folders of plugins and has them taken up when they have settled. The system's notifications only
/// shorten the wait: they may be missing (network drives, limits on watches), so the folders are looked through anyway.
/// </summary>
/// <param name="plugins">Takes the changes up.</param>
/// <param name="options">Times.</param>
/// <param name="logger">Told of what goes wrong.</param>
/// <param name="time">The clock.</param>
internal sealed class PluginWatcher(PluginSet plugins, PluginSetOptions options, ILogger logger, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>Watches until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (true)
            {
                WatchFolders();
                var restless = await LookAsync(cancellation).ConfigureAwait(false);
                await WaitAsync(restless, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    public void Dispose()
    {
        foreach (var watcher in _watchers.Values)
        {
            watcher.Dispose();
        }

        _signal.Dispose();
    }

    /// <summary>Compares the folders with the last look, and settled ones with what was taken up.</summary>
    /// <returns>True when something is still changing.</returns>
    private async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var now = PluginFiles.Fingerprints(plugins.Folders);
        var restless = Differences(_last, now);
        var settledChange = Differences(plugins.Seen, now).Any(directory => !restless.Contains(directory));
        _last = now;
        if (settledChange)
        {
            try
            {
                await plugins.RefreshAsync(directory => !restless.Contains(directory), cancellation).ConfigureAwait(false);
            }
            catch (Exception failed) when (failed is not OperationCanceledException)
            {
                // The watching must outlive whatever one look runs into; the next one tries again.
                logger.LogError("Changes of the plugin folders could not be taken up: {Problem}", failed.ToString());
            }
        }

        return restless.Count > 0;
    }

    private async Task WaitAsync(bool restless, CancellationToken cancellation)
    {
        if (restless)
        {
            await Task.Delay(options.Settling, time, cancellation).ConfigureAwait(false);
        }
        else
        {
            await _signal.WaitAsync(options.PollInterval, cancellation).ConfigureAwait(false);
        }
    }

    private static HashSet<string> Differences(IReadOnlyDictionary<string, string> before, Dictionary<string, string> now)
    {
        var different = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (directory, fingerprint) in now)
        {
            if (!before.TryGetValue(directory, out var other) || other != fingerprint)
            {
                different.Add(directory);
            }
        }

        different.UnionWith(before.Keys.Where(directory => !now.ContainsKey(directory)));
        return different;
    }

    private void WatchFolders()
    {
        var paths = plugins.Folders.Select(static folder => folder.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _watchers.Keys.Where(path => !paths.Contains(path) || !Directory.Exists(path)).ToList())
        {
            _watchers.Remove(gone, out var watcher);
            watcher!.Dispose();
        }

        foreach (var path in paths.Where(path => !_watchers.ContainsKey(path) && Directory.Exists(path)))
        {
            TryWatch(path);
        }
    }

    private void TryWatch(string path)
    {
        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(path) { IncludeSubdirectories = true };
            watcher.Changed += (_, _) => Signal();
            watcher.Created += (_, _) => Signal();
            watcher.Deleted += (_, _) => Signal();
            watcher.Renamed += (_, _) => Signal();
            watcher.Error += (_, _) => Signal();
            watcher.EnableRaisingEvents = true;
            _watchers.Add(path, watcher);
        }
        catch (Exception limit) when (limit is IOException or ArgumentException)
        {
            watcher?.Dispose();
            logger.LogDebug("{Path} is polled, because it can't be watched: {Problem}", path, limit.Message);
        }
    }

    private void Signal()
    {
        try
        {
            _signal.Release();
        }
        catch (Exception needless) when (needless is SemaphoreFullException or ObjectDisposedException)
        {
            // Already signalled, or over.
        }
    }
}
