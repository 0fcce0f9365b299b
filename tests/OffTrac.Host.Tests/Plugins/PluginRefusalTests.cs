using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

public sealed class PluginRefusalTests
{
    [Theory]
    [InlineData("BuiltOnNewerSdk", "was built on OffTrac.Sdk 1.0, and this host has 0.0: a newer host is needed")]
    [InlineData("UsesMissingMember", "OffTrac.Sdk.Pings.IFutureObserver, OffTrac.Sdk.Pings.PingReport.Skipped")]
    [InlineData("LacksMember", "Fixture.LacksMember.Component's implementation of OffTrac.Sdk.Pings.IPingObserver.ObserveAsync")]
    [InlineData("UsesContracts", "requires fixture.exports-contracts [1.0,2.0), which is not there")]
    public async Task PluginThatCantWork_IsRefusedWithTheReasonAndOthersGoOn(string fixture, string reason)
    {
        await using var bench = await PluginBench.StartAsync(fixture, "Banana");
        Assert.Equal(PluginState.Refused, bench.Status(fixture).State);
        Assert.Contains(reason, bench.Status(fixture).Reason, StringComparison.Ordinal);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_IsRefusedWithTheReason()
    {
        await using var bench = new PluginBench();
        var good = File.ReadAllBytes(FixturePlugins.MainAssembly("Banana"));
        Put(bench, "Garbage", [.. Enumerable.Range(0, 4096).Select(static i => (byte)(i * 7))]);
        Put(bench, "Empty", []);
        Put(bench, "Cut", good[..(good.Length / 2)]);
        Put(bench, "Headless", good[..100]);
        Put(bench, "Native", File.ReadAllBytes(Directory.EnumerateFiles(FixturePlugins.Folder("NativeDependency"), "libe_sqlite3.so", SearchOption.AllDirectories).First()));
        Put(bench, "NoPlugin", File.ReadAllBytes(typeof(PluginRefusalTests).Assembly.Location));
        Directory.CreateDirectory(Path.Combine(bench.Folder, "NoDll"));
        File.WriteAllText(Path.Combine(bench.Folder, "NoDll", "plugin.py"), "");
        Directory.CreateDirectory(Path.Combine(bench.Folder, "Misnamed"));
        File.Copy(FixturePlugins.MainAssembly("Banana"), Path.Combine(bench.Folder, "Misnamed", "Banana.dll"));
        File.Copy(FixturePlugins.MainAssembly("Banana"), Path.Combine(bench.Folder, "Loose.dll"));
        await bench.StartAsync();
        Assert.Equal(
            [
                "Cut: Cut.dll is no .NET assembly, or a damaged one",
                "Empty: Empty.dll is no .NET assembly, or a damaged one",
                "Garbage: Garbage.dll is no .NET assembly, or a damaged one",
                "Headless: Headless.dll is no .NET assembly, or a damaged one",
                "Loose: lies loose: a plugin is a folder, Loose/Loose.dll",
                "Misnamed: holds no Misnamed.dll: a plugin's main assembly has the name of its folder",
                "Native: Native.dll is no .NET assembly, or a damaged one",
                "NoPlugin: NoPlugin.dll is no plugin: it has no [assembly: Plugin(\"id\")] of OffTrac.Sdk",
            ],
            bench.Set.Plugins.Select(status => $"{status.Name}: {status.Reason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task EveryTruncationAndManyFlippedBytes_AreRefusedOrLoadedButNeverThrow()
    {
        var good = File.ReadAllBytes(FixturePlugins.MainAssembly("Banana"));
        var file = Path.GetTempFileName();
        try
        {
            for (var length = 0; length < good.Length; length += 97)
            {
                await File.WriteAllBytesAsync(file, good[..length]);
                Assert.False(PluginMetadataReader.TryRead(file, out _, out var problem));
                Assert.NotEmpty(problem);
            }

            var random = new Random(7);
            for (var i = 0; i < 300; i++)
            {
                var bad = good.ToArray();
                bad[random.Next(bad.Length)] ^= (byte)random.Next(1, 256);
                await File.WriteAllBytesAsync(file, bad);
                _ = PluginMetadataReader.TryRead(file, out _, out _);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task TwoFoldersWithOneId_AreBothRefused()
    {
        await using var bench = await PluginBench.StartAsync("Banana");
        var second = Path.Combine(bench.Root, "more");
        FixturePlugins.Copy("Banana", second);
        await using var other = new PluginBench();
        await other.Set.StartAsync(
            [new PluginFolder { Path = bench.Folder }, new PluginFolder { Path = second }], CancellationToken.None);
        Assert.Equal(2, other.Set.Plugins.Count(status =>
            status.State == PluginState.Refused && status.Reason!.StartsWith("has the same id, fixture.banana, as ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task CommandThatNeedsNoPlugin_LoadsNoneAndStillTellsWhichWouldBeRefused()
    {
        await using var bench = new PluginBench(static options => options with { CommandWords = [] });
        bench.Add("Banana", "UsesContracts", "ExportsContracts", "UsesMissingMember");
        await bench.StartAsync();
        Assert.Empty(bench.Set.Snapshot.All);
        Assert.Equal(
            ["Banana Found", "ExportsContracts Found", "UsesContracts Found", "UsesMissingMember Refused"],
            bench.Set.Inspect().Select(static status => $"{status.Name} {status.State}"));
    }

    [Theory]
    [InlineData("banana", "fixture.banana")]
    [InlineData("grape")]
    [InlineData("bunch", "fixture.banana", "fixture.pins-nothing")]
    public async Task CommandWord_LoadsThePluginThatAnnouncesIt_OrAllThatItsCommandsNeed(string word, params string[] loaded)
    {
        await using var bench = new PluginBench(options => options with { CommandWords = [word] });
        bench.Add("Banana", "PinsNothing");
        await bench.StartAsync();
        Assert.Equal(loaded, bench.Set.Snapshot.All.Select(static plugin => plugin.Metadata.Id));
    }

    [Fact]
    public async Task FolderNamedTwice_IsNoDuplicate()
    {
        await using var bench = new PluginBench();
        bench.Add("Banana");
        await bench.Set.StartAsync(
            [
                new PluginFolder { Path = bench.Folder },
                new PluginFolder { Path = bench.Folder + "/", Level = PluginFolderLevel.Inherited, Environments = ["/srv/one"] },
            ],
            CancellationToken.None);
        Assert.Equal(PluginState.Loaded, Assert.Single(bench.Set.Plugins).State);
        Assert.Single(bench.Set.Snapshot.For(null));
    }

    [Fact]
    public async Task EnvironmentsPlugin_HidesTheHostsInThatEnvironmentOnly()
    {
        await using var bench = new PluginBench();
        bench.Add("Banana");
        var own = Path.Combine(bench.Root, "one", "plugins");
        FixturePlugins.Copy("Banana", own);
        await bench.Set.StartAsync(
            [
                new PluginFolder { Path = bench.Folder },
                new PluginFolder { Path = own, Level = PluginFolderLevel.Environment, Environments = ["/srv/one"] },
            ],
            CancellationToken.None);
        Assert.Equal(Path.Combine(own, "Banana"), Assert.Single(bench.Set.Snapshot.For("/srv/one")).Candidate.Directory);
        Assert.Equal(Path.Combine(bench.Folder, "Banana"), Assert.Single(bench.Set.Snapshot.For("/srv/two")).Candidate.Directory);
        Assert.Equal(Path.Combine(bench.Folder, "Banana"), Assert.Single(bench.Set.Snapshot.For(null)).Candidate.Directory);
    }

    [Fact]
    public async Task BadUpdate_LeavesTheOldVersionRunning()
    {
        await using var bench = await PluginBench.StartAsync("Banana");
        File.WriteAllText(Path.Combine(bench.Folder, "Banana", "Banana.dll"), "garbage");
        await bench.RefreshAsync();
        Assert.Equal(PluginState.LoadedWithBadUpdate, bench.Status("Banana").State);
        Assert.Contains("is no .NET assembly", bench.Status("Banana").Reason, StringComparison.Ordinal);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
        bench.Add("Banana");
        await bench.RefreshAsync();
        Assert.Equal(PluginState.Loaded, bench.Status("Banana").State);
    }

    [Fact]
    public async Task FailedComposition_LeavesTheOldVersionRunning()
    {
        await using var bench = await PluginBench.StartAsync("Banana");
        bench.Composed.RefusedPlugin = "fixture.banana";
        File.WriteAllText(Path.Combine(bench.Folder, "Banana", "README.txt"), "changed");
        await bench.RefreshAsync();
        Assert.Equal("can't be composed: not this one", bench.Status("Banana").Reason);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
        await bench.AssertAllGoneAsync();
    }

    private static void Put(PluginBench bench, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(bench.Folder, name));
        File.WriteAllBytes(Path.Combine(bench.Folder, name, name + ".dll"), bytes);
    }
}
