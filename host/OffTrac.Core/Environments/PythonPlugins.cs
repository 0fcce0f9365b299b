using OffTrac.Sdk.Configuration;

namespace OffTrac.Core.Environments;

/// <summary>Finds Trac plugins written in Python, which can't be loaded here.</summary>
internal static class PythonPlugins
{
    private static readonly string[] s_extensions = [".egg", ".py", ".egg-link"];

    public static IEnumerable<CheckFinding> Find(string directory, IEnvironmentConfiguration configuration) =>
        new[] { Path.Combine(directory, "plugins"), SharedDirectory(directory, configuration) }
            .OfType<string>()
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateFileSystemEntries)
            .Where(path => s_extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(path => new CheckFinding(
                CheckKind.PythonPlugin, Path.GetFileName(path), path, "It is not loaded: what it adds to Trac is missing."));

    private static string? SharedDirectory(string directory, IEnvironmentConfiguration configuration) =>
        configuration.Get("inherit", "plugins_dir") is { Length: > 0 } shared
            ? Path.GetFullPath(shared, Path.Combine(directory, "conf"))
            : null;
}
