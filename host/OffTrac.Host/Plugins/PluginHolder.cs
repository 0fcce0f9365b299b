namespace OffTrac.Host.Plugins;

/// <summary>Names what keeps an unloaded plugin in memory.</summary>
internal static class PluginHolder
{
    public static string Find(UnloadWatch watch) => $"held: {string.Join(", ", watch.Alive())}";
}
