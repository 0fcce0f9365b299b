using OffTrac.Host.Components;
using OffTrac.Host.Environments;
using OffTrac.Host.Hosting;
using OffTrac.Host.Plugins;
using OffTrac.TestServers;

namespace OffTrac.Host.Tests.Hosting;

public sealed class PluginLifeTests
{
    private const string Component = "offtrac.ping.Ping";

    [Fact]
    public async Task Plugin_in_an_environments_folder_runs_without_a_rule_and_is_gone_from_memory_after_its_folder()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        var folder = Install(copy.Path);
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [copy.Path] }, CancellationToken.None);
        var environment = Assert.Single(host.Environments.Served);
        var status = Status(environment);
        Assert.True(status.IsEnabled, status.Reason);
        Assert.True(environment.IsEnabled("OffTrac.Ping.PING"));

        Directory.Delete(folder, recursive: true);
        await EventuallyAsync(() => !environment.IsEnabled(Component));
        await EventuallyAsync(() => host.Plugins.Unloads.Any(unload => unload.State == UnloadState.Gone));
    }

    [Fact]
    public async Task Plugin_folder_and_rules_that_come_while_the_host_runs_take_effect()
    {
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        await using var host = await OffTracHost.StartAsync(new HostStartup { Environments = [copy.Path] }, CancellationToken.None);
        var environment = Assert.Single(host.Environments.Served);
        Assert.DoesNotContain(environment.Components, component => component.Description.Name == Component);

        Install(copy.Path);
        await EventuallyAsync(() => environment.IsEnabled(Component));

        var ini = Path.Combine(copy.Path, "conf", "offtrac.ini");
        await File.WriteAllLinesAsync(ini, ["[components]", "offtrac.ping.* = disabled"]);
        await EventuallyAsync(() => !environment.IsEnabled(Component));
        var status = Status(environment);
        Assert.Equal(("offtrac.ping.* = disabled", ini, 2), (status.Rule, status.File, status.Line));
    }

    private static ComponentStatus Status(EnvironmentHost environment)
        => environment.Components.Single(component => component.Description.Name == Component);

    /// <summary>The plugin as the build put it beside the host.</summary>
    private static string Install(string environment)
    {
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "OffTrac.Host", "debug", "plugins", "OffTrac.Plugins.Ping"));
        var folder = Path.Combine(environment, "plugins", "OffTrac.Plugins.Ping");
        FixtureFiles.Copy(built, folder);
        return folder;
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var i = 0; i < 6000 && !condition(); i++)
        {
            await Task.Delay(10);
        }

        Assert.True(condition());
    }
}
