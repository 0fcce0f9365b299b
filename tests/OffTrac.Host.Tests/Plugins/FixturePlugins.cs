using System.Reflection;

namespace OffTrac.Host.Tests.Plugins;

/// <summary>The fixture plugins as the build left them.</summary>
internal static class FixturePlugins
{
    private static readonly string s_root = typeof(FixturePlugins).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "FixturePlugins").Value!;

    public static string Folder(string name) => Path.Combine(s_root, name);

    public static string MainAssembly(string name) => Path.Combine(s_root, name, name + ".dll");

    /// <summary>Lays a fixture into a folder of plugins.</summary>
    public static void Copy(string name, string plugins, string? asName = null)
    {
        var target = Path.Combine(plugins, asName ?? name);
        foreach (var file in Directory.EnumerateFiles(Folder(name), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(Folder(name), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }
}
