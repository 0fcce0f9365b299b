namespace OffTrac.Host.Plugins;

/// <summary>Watches what an unload must make disappear. It holds nothing of the plugin.</summary>
internal sealed class UnloadWatch(string plugin, string version, IReadOnlyList<string> directories, IReadOnlyList<WeakReference> contexts)
{
    public string Plugin { get; } = plugin;

    public string Version { get; } = version;

    /// <summary>The copies that were loaded: its own, and those of contracts that went with it.</summary>
    public IReadOnlyList<string> Directories { get; } = directories;

    /// <summary>False for a plugin that was loaded for good.</summary>
    public bool IsUnloadable => contexts.Count > 0;

    /// <summary>Whether the load contexts have disappeared from memory.</summary>
    public bool IsGone => contexts.All(static context => !context.IsAlive);
}
