using OffTrac.Core.Configuration;
using OffTrac.Host.Environments;
using OffTrac.Host.Plugins;

namespace OffTrac.Host.Hosting;

/// <summary>Where a host looks for plugins. One folder may stand at several levels: the plugins' set serves whoever any of them serves.</summary>
internal static class PluginFolders
{
    public static IReadOnlyList<PluginFolder> Of(HostConfiguration configuration, IReadOnlyList<EnvironmentHost> environments)
    {
        var folders = new List<PluginFolder>();
        foreach (var environment in environments)
        {
            folders.Add(new PluginFolder
            {
                Path = Path.Combine(environment.Directory, "plugins"),
                Level = PluginFolderLevel.Environment,
                Environments = [environment.Directory],
            });
        }

        folders.AddRange(environments
            .Select(environment => (environment.Directory, Folder: Inherited(environment)))
            .Where(inherited => inherited.Folder is not null)
            .GroupBy(inherited => inherited.Folder!, inherited => inherited.Directory, StringComparer.Ordinal)
            .Select(inherited => new PluginFolder { Path = inherited.Key, Level = PluginFolderLevel.Inherited, Environments = [.. inherited] }));
        folders.Add(new PluginFolder { Path = Path.Combine(AppContext.BaseDirectory, "plugins") });
        folders.AddRange(configuration.Options.Plugins.Select(path => new PluginFolder { Path = configuration.Resolve(path) }));
        return folders;
    }

    private static string? Inherited(EnvironmentHost environment)
        => environment.KnownConfiguration is { } configuration && configuration.Get("inherit", "plugins_dir") is { } path && path.Trim().Length > 0
            ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path.Trim(), Path.Combine(environment.Directory, "conf")))
            : null;
}
