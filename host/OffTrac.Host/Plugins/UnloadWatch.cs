namespace OffTrac.Host.Plugins;

/// <summary>Watches what an unload must make disappear. It holds nothing of the plugin.</summary>
internal sealed class UnloadWatch(string plugin, string version, string directory, IReadOnlyList<WeakReference> contexts)
{
    public string Plugin { get; } = plugin;

    public string Version { get; } = version;

    /// <summary>The copy that was loaded.</summary>
    public string Directory { get; } = directory;

    /// <summary>False for a plugin that was loaded for good.</summary>
    public bool IsUnloadable => contexts.Count > 0;

    /// <summary>Whether the load contexts have disappeared from memory.</summary>
    public bool IsGone => contexts.All(static context => !context.IsAlive);

    /// <summary>Names of the contexts that are still there.</summary>
    public IReadOnlyList<string> Alive() =>
        [.. contexts.Select(static context => (context.Target as System.Runtime.Loader.AssemblyLoadContext)?.Name).OfType<string>()];
}
