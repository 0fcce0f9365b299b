using System.Reflection;

namespace OffTrac.Sdk.Testing;

/// <summary>Finds the plugins that a test project builds without referring to them.</summary>
internal static class BuiltPlugins
{
    /// <summary>Where a built plugin lies, and the name of the folder that a host wants it in.</summary>
    /// <exception cref="TracException">There is none of that name.</exception>
    public static (string Directory, string Name) Find(string plugin)
    {
        if (Directory.Exists(plugin))
        {
            var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(plugin));
            return (directory, Path.GetFileName(directory));
        }

        var assemblies = AppDomain.CurrentDomain.GetAssemblies()
            .SelectMany(assembly => assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
            .Where(metadata => metadata.Key == "OffTracPlugin")
            .Select(metadata => metadata.Value!)
            .ToList();
        var assembly = assemblies.Find(assembly => string.Equals(Path.GetFileNameWithoutExtension(assembly), plugin, StringComparison.Ordinal))
            ?? throw new TracException(
                $"'{plugin}' is neither a directory nor a plugin that the test project builds; those are: {string.Join(", ", assemblies.Select(Path.GetFileNameWithoutExtension))}.");
        return (Path.GetDirectoryName(assembly)!, plugin);
    }
}
