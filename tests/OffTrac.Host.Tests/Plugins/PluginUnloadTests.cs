using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

public sealed class PluginUnloadTests
{
    public static TheoryData<string, string> Unloadable => new()
    {
        { "Banana", "banana" },
        { "PinsNothing", "pins-nothing" },
        { "NeedsPrivateV1", "needs-private-v1" },
        { "NativeDependency", "native-dependency" },
        { "SpeaksGerman", "speaks-german" },
        { "ShipsForeignSdk", "ships-foreign-sdk" },
        { "PinsByJson", "pins-by-json" },
        { "PinsByTypeDescriptor", "pins-by-type-descriptor" },
        { "PinsByDynamic", "pins-by-dynamic" },
        { "PinsByAsyncLocal", "pins-by-async-local" },
        { "PinsByMeter", "pins-by-meter" },
        { "PinsByTimer", "pins-by-timer" },
        { "PinsByThread", "pins-by-thread" },
        { "PinsByTask", "pins-by-task" },
        { "PinsByTokenRegistration", "pins-by-token-registration" },
    };

    [Theory]
    [MemberData(nameof(Unloadable))]
    public async Task RemovedPlugin_AfterRealWork_IsGoneFromMemory(string fixture, string id)
    {
        await using var bench = await PluginBench.StartAsync(fixture);
        Assert.NotEmpty(await bench.AskAsync("fixture." + id));
        await bench.RemoveAsync(fixture);
        Assert.Empty(bench.Set.Snapshot.All);
        await bench.AssertAllGoneAsync();
    }

    [Theory]
    [InlineData("PinsByGcHandle", "pins-by-gc-handle", "GC handle", "Fixture.PinsByGcHandle.Component+Fruit")]
    [InlineData("PinsByProcessExit", "pins-by-process-exit", "static field System.AppDomain.s_domain", "Fixture.PinsByProcessExit.Component")]
    public async Task PluginThatPinsItself_IsReportedWithWhatHoldsIt(string fixture, string id, string holder, string held)
    {
        await using var bench = new PluginBench(static options => options with { UnloadLimit = TimeSpan.FromSeconds(1) });
        bench.Add(fixture);
        await bench.StartAsync();
        await bench.AskAsync("fixture." + id);
        await bench.RemoveAsync(fixture);
        await PluginBench.WaitAsync(() => bench.Set.Unloads.Single().State == UnloadState.Held);
        var detail = bench.Set.Unloads.Single().Detail;
        Assert.True(
            detail.Contains(holder, StringComparison.Ordinal) && detail.Contains(held, StringComparison.Ordinal), detail);
    }

    [Fact]
    public async Task ThirtyReloadsUnderCalls_FailNoCallAndLeaveNothingBehind()
    {
        await using var bench = await PluginBench.StartAsync("Banana");
        using var enough = new CancellationTokenSource();
        var calls = 0;
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
                Interlocked.Increment(ref calls);
            }
        })).ToList();
        for (var i = 0; i < 30; i++)
        {
            File.WriteAllText(Path.Combine(bench.Folder, "Banana", "README.txt"), $"version {i}");
            var before = Volatile.Read(ref calls);
            await bench.RefreshAsync();
            await PluginBench.WaitAsync(() => Volatile.Read(ref calls) > before + 10 || callers.Exists(static caller => caller.IsFaulted));
        }

        await enough.CancelAsync();
        await Task.WhenAll(callers);
        Assert.Equal(31, bench.Composed.Swaps.Count);
        await bench.AssertAllGoneAsync();
    }

    [Fact]
    public async Task CallThatNeverReturns_DoesNotKeepItsPluginFromBeingGivenUp()
    {
        await using var bench = new PluginBench(static options => options with { DrainLimit = TimeSpan.FromMilliseconds(100) });
        bench.Add("NeverReturns", "Banana");
        await bench.StartAsync();
        var call = bench.AskAsync("fixture.never-returns");
        await bench.RemoveAsync("NeverReturns");
        await PluginBench.WaitAsync(() => bench.Set.Unloads.Single().State != UnloadState.Draining || bench.Set.Unloads.Single().Detail.Length > 0);
        Assert.False(call.IsCompleted);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallInside_HoldsTheUnloadUntilItReturns()
    {
        await using var bench = await PluginBench.StartAsync("Banana");
        var generation = bench.Set.Snapshot.All.Single();
        Assert.True(generation.TryEnter());
        await bench.RemoveAsync("Banana");
        await PluginBench.WaitAsync(() => generation.Stopping.IsCancellationRequested);
        Assert.False(generation.TryEnter());
        Assert.NotEmpty(generation.ComponentTypes);
        generation.Exit();
        await bench.AssertAllGoneAsync();
        Assert.Empty(generation.ComponentTypes);
    }

    [Fact]
    public async Task PluginLoadedForGood_IsReplacedAndLeftBehind()
    {
        await using var bench = new PluginBench(static options => options with { IsUnloadable = false });
        bench.Add("Banana");
        await bench.StartAsync();
        File.WriteAllText(Path.Combine(bench.Folder, "Banana", "README.txt"), "changed");
        await bench.RefreshAsync();
        await PluginBench.WaitAsync(() => bench.Set.Unloads.Single().State == UnloadState.LeftBehind);
        Assert.Contains("unload = off", bench.Set.Unloads.Single().Detail, StringComparison.Ordinal);
        Assert.StartsWith("banana", await bench.AskAsync("fixture.banana"), StringComparison.Ordinal);
    }
}
