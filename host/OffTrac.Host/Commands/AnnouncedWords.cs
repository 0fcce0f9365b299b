using OffTrac.Host.Plugins;

namespace OffTrac.Host.Commands;

/// <summary>First words of the commands that the host's plugins announce, read from metadata: no plugin is loaded.</summary>
internal static class AnnouncedWords
{
    /// <summary>Word, and the plugin that brings its commands.</summary>
    public static IEnumerable<(string Word, PluginMetadata Plugin)> Find(string folder)
    {
        foreach (var directory in PluginFiles.Directories(folder))
        {
            var assembly = Path.Combine(directory, Path.GetFileName(directory) + ".dll");
            if (!File.Exists(assembly) || !PluginMetadataReader.TryRead(assembly, out var plugin, out _))
                continue;
            foreach (var word in plugin.CommandWords)
                yield return (word, plugin);
        }
    }
}
