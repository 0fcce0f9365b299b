namespace OffTrac.Plugins.Ping.Tests;

public sealed class HeartbeatTests
{
    [Fact]
    public async Task BuiltInHeartbeat_PingsByItself()
    {
        await using var environment = await PingEnvironment.StartAsync("internal = 1s");
        for (var attempt = 0; attempt < 300 && !environment.Log.Contains("ping 2 of", StringComparison.Ordinal); attempt++)
            await Task.Delay(100);
        Assert.Contains("ping 2 of test from Internal", environment.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plugin_UnloadsAfterWork()
    {
        await using var environment = await PingEnvironment.StartAsync("internal = 1s");
        using (await environment.Http.PostAsync("ping?wait=5", content: null))
        using (await environment.Http.GetAsync("ping"))
        {
        }

        await environment.RemovePluginAsync("OffTrac.Plugins.Ping");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("offtrac.ping"));
        using var gone = await environment.Http.PostAsync("ping", content: null);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, gone.StatusCode);
    }
}
