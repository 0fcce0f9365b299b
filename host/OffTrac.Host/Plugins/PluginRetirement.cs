using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using OffTrac.Host.Hosting;

namespace OffTrac.Host.Plugins;

/// <summary>Sees generations out: drains them, has their instances disposed, unloads them and watches that they leave memory.</summary>
/// <param name="options">Limits.</param>
/// <param name="observer">Disposes what was made of the plugin's classes.</param>
/// <param name="logger">Told of what goes wrong.</param>
/// <param name="time">The clock.</param>
internal sealed class PluginRetirement(PluginSetOptions options, IPluginSetObserver observer, ILogger logger, TimeProvider time)
    : IDisposable
{
    private const int MostRemembered = 20;

    private readonly UnloadVerifier _verifier = new(time, options.UnloadLimit);
    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentDictionary<int, Task> _tasks = new();
    private readonly ConcurrentDictionary<int, PluginUnload> _unloads = new();
    private int _number;

    /// <summary>The latest first; those that are gone only as far as they are recent.</summary>
    public IReadOnlyList<PluginUnload> Unloads =>
        [.. _unloads.OrderByDescending(static unload => unload.Key).Select(static unload => unload.Value)];

    /// <summary>Begins to see a generation out; returns at once.</summary>
    public void Begin(PluginGeneration generation)
    {
        var number = Interlocked.Increment(ref _number);
        _unloads[number] = new PluginUnload
        {
            Plugin = generation.Metadata.Id,
            Version = generation.Metadata.Version.ToString(),
            Time = time.GetUtcNow(),
        };
        _tasks[number] = Task.Run(() => RunAsync(number, generation));
        Forget();
    }

    /// <summary>Sees the last generations out, those that require others first, and ends the watching of memory.</summary>
    public async Task EndAsync(PluginSnapshot last)
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        foreach (var generation in last.All.Reverse())
        {
            Begin(generation);
        }

        await Task.WhenAll(_tasks.Values).ConfigureAwait(false);
    }

    public void Dispose() => _ending.Dispose();

    private async Task RunAsync(int number, PluginGeneration generation)
    {
        try
        {
            var watch = await LetGoAsync(number, generation).ConfigureAwait(false);
            await VerifyAsync(number, watch).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // The host ends: nobody asks any more.
        }
        finally
        {
            _tasks.TryRemove(number, out _);
        }
    }

    private async Task<UnloadWatch> LetGoAsync(int number, PluginGeneration generation)
    {
        using var limit = new DrainLimit(options.DrainLimit, _ending.Token);
        if (!await generation.RetireAsync(limit.Over).ConfigureAwait(false))
        {
            Report(number, UnloadState.Draining, $"{generation.Leases} calls have not returned in {options.DrainLimit.TotalSeconds:0} s");
            logger.LogError(
                "Plugin {Plugin}: {Calls} calls have not returned in {Limit}. It is given up all the same.",
                generation.Metadata, generation.Leases, options.DrainLimit);
        }

        try
        {
            await observer.ReleaseAsync(generation).ConfigureAwait(false);
        }
        catch (Exception failed)
        {
            // Whatever could not be disposed: the unload goes on, and what is left shows in memory.
            logger.LogError("Plugin {Plugin}: not everything of it could be disposed: {Problem}", generation.Metadata, Text(failed));
        }

        return generation.Unload();
    }

    private async Task VerifyAsync(int number, UnloadWatch watch)
    {
        if (!watch.IsUnloadable)
        {
            Report(number, UnloadState.LeftBehind, "loaded for good ([host] unload = off): stays in memory until the host ends");
            return;
        }

        Report(number, UnloadState.Unloading, "waits for the garbage collector");
        var holder = await _verifier.VerifyAsync(watch, _ending.Token).ConfigureAwait(false);
        if (holder is not null)
        {
            Report(number, UnloadState.Held, holder);
            logger.LogError("Plugin {Plugin} {Version} is unloaded but still in memory: {Holder}", watch.Plugin, watch.Version, holder);
            await _verifier.WaitAsync(watch, _ending.Token).ConfigureAwait(false);
        }

        Report(number, UnloadState.Gone, "");
        foreach (var directory in watch.Directories)
        {
            ShadowCopies.Delete(directory);
        }

        logger.LogInformation("Plugin {Plugin} {Version} is unloaded and gone from memory.", watch.Plugin, watch.Version);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Text(Exception exception) => exception.ToString();

    private void Report(int number, UnloadState state, string detail)
    {
        if (_unloads.TryGetValue(number, out var unload))
        {
            _unloads[number] = unload with { State = state, Detail = detail };
        }
    }

    private void Forget()
    {
        foreach (var (number, unload) in _unloads)
        {
            if (unload.State is UnloadState.Gone or UnloadState.LeftBehind && number <= _number - MostRemembered)
            {
                _unloads.TryRemove(number, out _);
            }
        }
    }
}
