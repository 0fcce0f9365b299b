using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Wiki;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Macros.Tests;

/// <summary>A copy of the recorded environment with the macros.</summary>
internal static class MacroEnvironment
{
    public static Task<TestEnvironment> StartAsync(string ini = "", params string[] plugins) => TestEnvironment.StartAsync(new TestEnvironmentOptions
    {
        CopyOf = FixtureFiles.PathOf("trac-1.6-sqlite"),
        Plugins = ["OffTrac.Plugins.Macros", .. plugins],
        Ini = ini,
    });

    public static async Task<string> RenderAsync(this TestEnvironment environment, string text, string user = "anonymous", Resource? resource = null) =>
        await environment.Get<IWikiRenderer>().ToHtmlAsync(
            text,
            new WikiContext { User = user, Resource = resource, BaseHref = "http://trac.example.org" },
            CancellationToken.None);
}
