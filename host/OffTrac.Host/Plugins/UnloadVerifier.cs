namespace OffTrac.Host.Plugins;

/// <summary>Finds out whether an unloaded plugin has left memory, without making anybody wait.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">How long the collector gets before what holds the plugin is looked for.</param>
internal sealed class UnloadVerifier(TimeProvider time, TimeSpan limit)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_firstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(5);

    /// <summary>Waits until the plugin is gone or the limit is reached.</summary>
    /// <returns>Null when it is gone; otherwise what holds it, in one line.</returns>
    public async Task<string?> VerifyAsync(UnloadWatch watch, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var pause = s_firstPause;
        while (!watch.IsGone)
        {
            if (time.GetElapsedTime(start) >= limit)
            {
                return await Task.Run(() => FindHolder(watch), cancellation).ConfigureAwait(false);
            }

            await CollectAsync(pause, cancellation).ConfigureAwait(false);
            pause = pause < s_longestPause ? pause * 2 : s_longestPause;
        }

        return null;
    }

    /// <summary>Waits until something lets go of a held plugin. Collects ever more rarely: in an idle host nobody else does.</summary>
    public async Task WaitAsync(UnloadWatch watch, CancellationToken cancellation)
    {
        for (var pause = s_firstWait; !watch.IsGone; pause = pause < s_longestWait ? pause * 2 : s_longestWait)
        {
            await CollectAsync(pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The search stops the process for a moment anyway; a thorough collection before it spares most searches that find nothing.</summary>
    private static string? FindHolder(UnloadWatch watch)
    {
        for (var i = 0; i < 2 && !watch.IsGone; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return watch.IsGone ? null : PluginHolder.Find(watch);
    }

    // A background collection goes on beside the requests. The context needs two: one that finds its finalizers, one after them.
    private async Task CollectAsync(TimeSpan pause, CancellationToken cancellation)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
    }
}
