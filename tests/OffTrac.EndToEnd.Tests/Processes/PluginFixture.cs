using OffTrac.EndToEnd.Tests.Conventions;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Processes;

/// <summary>The built fixture plugins.</summary>
internal static class PluginFixture
{
    public static string PathOf(string name) => Path.Combine(
        Repository.Root, "artifacts", "fixtures", "plugins", new DirectoryInfo(AppContext.BaseDirectory).Name, name);

    /// <summary>Puts a plugin into an environment's own folder, where it is enabled without a rule.</summary>
    public static string Install(string name, string environment)
    {
        var target = Path.Combine(environment, "plugins", name);
        FixtureFiles.Copy(PathOf(name), target);
        return target;
    }
}
