using System.Net;
using System.Text.Json;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class UpgradeTests
{
    [Fact]
    public async Task SetupParticipantThatNeedsAnUpgrade_IsOffUntilEnvUpgrade()
    {
        await using var host = await ContainedHost.StartAsync("NeedsUpgrade", "Banana");
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync("NeedsUpgrade"));
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        Assert.Contains("its row is missing; it is off until offtrac env upgrade", host.Log, StringComparison.Ordinal);
        Assert.Contains("its row is missing", await ReasonAsync(host, "NeedsUpgrade"), StringComparison.Ordinal);

        await UpgradeAsync(host);
        Assert.Equal("", await ReasonAsync(host, "NeedsUpgrade"));
        await host.ServeAsync();
        Assert.Equal("upgraded", await host.AskAsync("NeedsUpgrade"));
    }

    [Fact]
    public async Task ComponentWithOlderTables_IsOffUntilEnvUpgrade()
    {
        await using var host = ContainedHost.Prepare("OwnsTables");
        await WantAsync(host, 1);
        await host.ServeAsync();
        Assert.Equal("written to version 1", await host.AskAsync("OwnsTables"));

        await WantAsync(host, 2);
        await Eventually.GetAsync(() => host.StatusAsync("OwnsTables"), status => status == HttpStatusCode.NotFound, "The component with older tables off");
        Assert.Contains("its tables offtrac_fixture have version 1 and it needs 2", await ReasonAsync(host, "OwnsTables"), StringComparison.Ordinal);
        await host.AssertServesAsync();

        await UpgradeAsync(host);
        await host.ServeAsync();
        Assert.Equal("written to version 2", await host.AskAsync("OwnsTables"));
    }

    private static Task WantAsync(ContainedHost host, int version) =>
        File.WriteAllTextAsync(Path.Combine(host.PluginPath("OwnsTables"), "schema.txt"), version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static async Task UpgradeAsync(ContainedHost host)
    {
        var outcome = await OffTracCommand.RunAsync("env", "upgrade", "--env", host.Environment);
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Error);
    }

    /// <summary>Why the component is off; empty when it is on.</summary>
    private static async Task<string> ReasonAsync(ContainedHost host, string plugin)
    {
        var component = (await host.CommandAsync("plugin", "components", ContainedHost.ComponentOf(plugin))).EnumerateArray().Single();
        return component.GetProperty("enabled").GetBoolean() ? "" : component.GetProperty("reason").GetString()!;
    }
}
