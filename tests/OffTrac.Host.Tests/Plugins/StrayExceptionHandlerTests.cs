using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Host.Plugins;

namespace OffTrac.Host.Tests.Plugins;

public sealed class StrayExceptionHandlerTests
{
    [Theory]
    [InlineData("ThrowsInAsyncVoid", "throws-in-async-void", "thrown in async void")]
    [InlineData("ThrowsOnThread", "throws-on-thread", "thrown on a thread")]
    [InlineData("ThrowsInTimer", "throws-in-timer", "thrown in a timer")]
    [InlineData("ThrowsInFinalizer", "throws-in-finalizer", "thrown in a finalizer")]
    public async Task StrayException_IsSurvivedAndBlamedAndThePluginStillUnloads(string fixture, string id, string message)
    {
        using var handler = new StrayExceptionHandler(NullLoggerFactory.Instance, TimeProvider.System);
        await using var bench = await PluginBench.StartAsync(fixture);

        // Away from the test framework's synchronization context, which would catch what an async void method throws.
        Assert.Equal("thrown", await Task.Run(() => bench.AskAsync("fixture." + id)));
        await PluginBench.WaitAsync(() =>
        {
            GC.Collect();
            return handler.ByPlugin.ContainsKey("fixture." + id);
        });
        Assert.Equal(1, handler.ByPlugin["fixture." + id].Count);
        Assert.Contains(message, handler.ByPlugin["fixture." + id].Last, StringComparison.Ordinal);
        await bench.RemoveAsync(fixture);
        await bench.AssertAllGoneAsync();
    }
}
