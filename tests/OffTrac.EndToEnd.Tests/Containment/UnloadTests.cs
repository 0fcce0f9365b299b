using System.Net;
using OffTrac.EndToEnd.Tests.Processes;

namespace OffTrac.EndToEnd.Tests.Containment;

public sealed class UnloadTests
{
    private static readonly string[] s_curable =
    [
        "Banana", "PinsNothing", "NeedsPrivateV1", "NativeDependency", "SpeaksGerman", "ShipsForeignSdk", "PinsByJson", "PinsByTypeDescriptor",
        "PinsByDynamic", "PinsByAsyncLocal", "PinsByMeter", "PinsByTimer", "PinsByThread", "PinsByTask", "PinsByTokenRegistration",
        "ExportsContracts", "UsesContracts",
    ];

    [Fact]
    public async Task RemovedPlugins_AfterRealWork_AreGoneFromTheProcess()
    {
        await using var host = await ContainedHost.StartAsync(s_curable);
        foreach (var plugin in s_curable)
        {
            Assert.NotEmpty(await host.AskAsync(plugin));
            Assert.NotEmpty(await host.MappedAsync(plugin));
        }

        foreach (var plugin in s_curable)
            Directory.Delete(host.PluginPath(plugin), recursive: true);
        foreach (var plugin in s_curable)
        {
            await host.WaitForLogAsync($"Plugin fixture.{ContainedHost.NameOf(plugin)} 1.0.0 is unloaded and gone from memory.", seconds: 120);
            await Eventually.GetAsync(() => host.MappedAsync(plugin), files => files.Count == 0, $"{plugin} out of the process map");
            Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync(plugin));
        }

        Assert.DoesNotContain("still in memory", host.Log, StringComparison.Ordinal);
        await host.AssertServesAsync();
        Assert.Equal(0, await host.Process.StopAsync());
    }

    [Theory]
    [InlineData("PinsByGcHandle", "GC handle", "Fixture.PinsByGcHandle.Component+Fruit")]
    [InlineData("PinsByProcessExit", "static field System.AppDomain.s_domain", "Fixture.PinsByProcessExit.Component")]
    public async Task PluginThatPinsItself_IsNamedWithWhatHoldsIt(string plugin, string holder, string held)
    {
        await using var host = await ContainedHost.StartAsync(plugin, "Banana");
        Assert.Equal("held", await host.AskAsync(plugin));
        Directory.Delete(host.PluginPath(plugin), recursive: true);
        var complaint = $"Plugin fixture.{ContainedHost.NameOf(plugin)} 1.0.0 is unloaded but still in memory: ";
        var log = await host.WaitForLogAsync(complaint, seconds: 120);
        var line = Assert.Single(log.Split('\n'), line => line.Contains(complaint, StringComparison.Ordinal));
        Assert.Contains(holder, line, StringComparison.Ordinal);
        Assert.Contains(held, line, StringComparison.Ordinal);
        Assert.NotEmpty(await host.MappedAsync(plugin));
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        Assert.Equal(0, await host.Process.StopAsync());
    }

    [Fact]
    public async Task RemovedPluginWithACallThatNeverReturns_IsGivenUpAndTheOthersGoOn()
    {
        await using var host = await ContainedHost.StartAsync("NeverReturns", "Banana");
        using var stop = new CancellationTokenSource();
        var hanging = host.Process.Http.GetAsync(ContainedHost.AddressOf("NeverReturns"), stop.Token);
        await Task.Delay(500);
        Directory.Delete(host.PluginPath("NeverReturns"), recursive: true);
        await host.WaitForLogAsync("calls have not returned in", seconds: 90);
        Assert.Equal(HttpStatusCode.NotFound, await host.StatusAsync("NeverReturns"));
        Assert.StartsWith("banana", await host.AskAsync("Banana"), StringComparison.Ordinal);
        await stop.CancelAsync();
        await hanging.ContinueWith(_ => { }, TaskScheduler.Default);
        await host.AssertServesAsync();
    }
}
