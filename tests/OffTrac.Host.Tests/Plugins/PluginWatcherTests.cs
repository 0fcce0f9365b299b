namespace OffTrac.Host.Tests.Plugins;

public sealed class PluginWatcherTests
{
    [Fact]
    public async Task FolderThatComesChangesAndGoes_IsFollowed()
    {
        await using var bench = Watched();
        await bench.StartAsync();
        Assert.Empty(bench.Set.Snapshot.All);
        bench.Add("Banana");
        await PluginBench.WaitAsync(() => bench.Set.Snapshot.All.Count == 1);
        var first = bench.Set.Snapshot.All[0];
        File.WriteAllText(Path.Combine(bench.Folder, "Banana", "README.txt"), "changed");
        await PluginBench.WaitAsync(() => bench.Set.Snapshot.All.Count == 1 && bench.Set.Snapshot.All[0] != first);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
        Directory.Delete(Path.Combine(bench.Folder, "Banana"), recursive: true);
        await PluginBench.WaitAsync(() => bench.Set.Snapshot.All.Count == 0);
        await bench.AssertAllGoneAsync();
    }

    [Fact]
    public async Task AssemblyThatIsWrittenSlowly_IsLoadedOnceItIsWhole()
    {
        await using var bench = Watched();
        await bench.StartAsync();
        var bytes = await File.ReadAllBytesAsync(FixturePlugins.MainAssembly("Banana"));
        Directory.CreateDirectory(Path.Combine(bench.Folder, "Banana"));
        await using (var file = File.Create(Path.Combine(bench.Folder, "Banana", "Banana.dll")))
        {
            foreach (var piece in bytes.Chunk(bytes.Length / 8))
            {
                Assert.Empty(bench.Set.Snapshot.All);
                await file.WriteAsync(piece);
                await file.FlushAsync();
                await Task.Delay(100);
            }
        }

        await PluginBench.WaitAsync(() => bench.Set.Snapshot.All.Count == 1);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TouchedButUnchangedFolder_IsNotReloaded()
    {
        await using var bench = Watched();
        bench.Add("Banana");
        await bench.StartAsync();
        File.SetLastWriteTimeUtc(Path.Combine(bench.Folder, "Banana", "Banana.dll"), DateTime.UnixEpoch);
        bench.Add("PinsNothing");
        await PluginBench.WaitAsync(() => bench.Set.Snapshot.All.Count == 2);
        Assert.Equal(2, bench.Composed.Swaps.Count);
        Assert.Empty(bench.Set.Unloads);
    }

    private static PluginBench Watched() => new(static options => options with
    {
        Watch = true,
        Settling = TimeSpan.FromMilliseconds(100),
        PollInterval = TimeSpan.FromMilliseconds(200),
    });
}
