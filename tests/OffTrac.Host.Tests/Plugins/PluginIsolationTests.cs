using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

public sealed class PluginIsolationTests
{
    [Fact]
    public async Task TwoPlugins_UseTwoVersionsOfOneLibrary()
    {
        await using var bench = await PluginBench.StartAsync("NeedsPrivateV1", "NeedsPrivateV2");
        Assert.Equal("private 1", await bench.AskAsync("fixture.needs-private-v1"));
        Assert.Equal("private 2", await bench.AskAsync("fixture.needs-private-v2"));
    }

    [Fact]
    public async Task ShippedSdkAndCore_AreIgnoredWithWarnings()
    {
        await using var bench = await PluginBench.StartAsync("ShipsForeignSdk");
        Assert.Equal("0.0.0.0", await bench.AskAsync("fixture.ships-foreign-sdk"));
        var warnings = bench.Status("ShipsForeignSdk").Warnings;
        Assert.Contains(warnings, warning => warning.Contains("OffTrac.Sdk.dll in its folder is ignored", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("OffTrac.Core.dll in its folder is ignored", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NativeLibraryAndSatellite_AreFound()
    {
        await using var bench = await PluginBench.StartAsync("NativeDependency", "SpeaksGerman");
        Assert.StartsWith("3.", await bench.AskAsync("fixture.native-dependency"), StringComparison.Ordinal);
        Assert.Equal("guten Tag", await bench.AskAsync("fixture.speaks-german"));
    }

    [Fact]
    public async Task ExportedContract_IsOneTypeForExporterAndConsumer()
    {
        await using var bench = await PluginBench.StartAsync("UsesContracts", "ExportsContracts");
        Assert.Equal(["fixture.exports-contracts", "fixture.uses-contracts"], bench.Set.Snapshot.All.Select(plugin => plugin.Metadata.Id));
        Assert.Equal("hello host", await bench.AskAsync("fixture.exports-contracts"));
        Assert.Equal("Fixture.Greetings of contracts of fixture.exports-contracts", await bench.AskAsync("fixture.uses-contracts"));
        var contracts = bench.Set.Snapshot.All.Select(static plugin => plugin.Contracts.Single()).Distinct();
        Assert.Single(contracts);
    }

    [Fact]
    public async Task ExporterWithUnchangedContract_IsReplacedWithoutItsConsumer()
    {
        await using var bench = await PluginBench.StartAsync("UsesContracts", "ExportsContracts");
        var consumer = bench.Set.Snapshot.All[1];
        File.WriteAllText(Path.Combine(bench.Folder, "ExportsContracts", "README.txt"), "changed");
        await bench.RefreshAsync();
        Assert.Same(consumer, bench.Set.Snapshot.All[1]);
        await bench.AssertAllGoneAsync();
        Assert.Equal("hello host", await bench.AskAsync("fixture.exports-contracts"));
    }

    [Fact]
    public async Task RemovedExporter_TakesItsConsumerAlongAndTheContractWithThem()
    {
        await using var bench = await PluginBench.StartAsync("UsesContracts", "ExportsContracts", "Banana");
        await bench.RemoveAsync("ExportsContracts");
        Assert.Equal(["fixture.banana"], bench.Set.Snapshot.All.Select(plugin => plugin.Metadata.Id));
        Assert.Equal(
            "requires fixture.exports-contracts [1.0,2.0), which is not there", bench.Status("UsesContracts").Reason);
        await bench.AssertAllGoneAsync();
        bench.Add("ExportsContracts");
        await bench.RefreshAsync();
        Assert.Equal(3, bench.Set.Snapshot.All.Count);
    }

    [Fact]
    public async Task CopyOverALoadedAssembly_DoesNoHarm()
    {
        await using var bench = await PluginBench.StartAsync("PinsNothing");
        var loaded = Path.Combine(bench.Folder, "PinsNothing", "PinsNothing.dll");
        await using (var file = new FileStream(loaded, FileMode.Open, FileAccess.Write))
        {
            file.SetLength(0);
            file.Write(new byte[64 * 1024]);
        }

        Assert.StartsWith("plum", await bench.AskAsync("fixture.pins-nothing"), StringComparison.Ordinal);
    }
}
