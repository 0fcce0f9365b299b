namespace OffTrac.Host.Plugins;

/// <summary>Makes components of the plugins' classes. Called by one thread at a time, one change after the other.</summary>
internal interface IPluginSetObserver
{
    /// <summary>
    /// Composes the new generations, puts their components into the extension points in place of the old ones' in one step, and
    /// returns. Old instances stay usable until <see cref="ReleaseAsync"/>, for calls that are inside.
    /// </summary>
    /// <param name="swaps">Everything that changes together, required plugins before those that require them.</param>
    /// <param name="plugins">The plugins as they are from now on.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    /// <remarks>When it throws, the old generations go on, and the new ones are released and unloaded.</remarks>
    ValueTask SwapAsync(IReadOnlyList<PluginSwap> swaps, PluginSnapshot plugins, CancellationToken cancellation);

    /// <summary>
    /// Disposes instances, containers, option monitors and endpoints of a generation that was retired and drained. Afterwards it
    /// is unloaded: keep nothing of it, and do the work in methods whose locals end before this returns.
    /// </summary>
    /// <param name="retired">The generation; one that was never swapped in when <see cref="SwapAsync"/> threw.</param>
    ValueTask ReleaseAsync(PluginGeneration retired);
}
