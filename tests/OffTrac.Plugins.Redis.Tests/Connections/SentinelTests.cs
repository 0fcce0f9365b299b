using OffTrac.Plugins.Redis.Connections;
using OffTrac.Plugins.Redis.Tests.Outages;
using OffTrac.Sdk.Environments;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests.Connections;

public sealed class SentinelTests
{
    [SkippableFact]
    public async Task A_failover_is_followed_and_nothing_is_lost()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var master = await RedisServer.StartNewAsync();
        await using var replica = await RedisServer.StartNewAsync($"replicaof 127.0.0.1 {master.Port}", "repl-diskless-sync-delay 0");
        await using var sentinel = await RedisServer.StartSentinelAsync("trac", master.Port);
        await Eventually.TrueAsync(
            async () => (await master.CliAsync("INFO", "replication")).Contains("state=online", StringComparison.Ordinal), () => "The replica does not come up.");
        // A sentinel that is away is passed over.
        var client = $"sentinels = 127.0.0.1:{FreePort.Next()}, 127.0.0.1:{sentinel.Port}\nsentinel_service = trac";
        await using var environment = await RedispubEnvironment.StartAsync(master, "stream = trac.events", client);
        await using var beforeSwitch = await RedisSubscriber.StartAsync(master);
        var before = new Changes(environment);
        await before.CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Equal(0, before.Check(await beforeSwitch.RestAsync(master)));

        await Eventually.TrueAsync(
            async () => (await KnownReplicasAsync(sentinel)).Contains($"{replica.Port}", StringComparison.Ordinal), () => "The sentinel knows no replica.");
        await master.KillAsync();
        var after = new Changes(environment);
        await after.ChangeAsync(await after.CreateAsync());
        await Deliveries.WaitUntilToldAsync(environment);
        // Who had subscribed at the new master was sent away by the sentinel; the stream shows what came there.
        after.Check(await StreamAsync(replica));
        Assert.Contains("role:master", await replica.CliAsync("INFO", "replication"), StringComparison.Ordinal);

        // The old master comes back as a replica, and nobody falls for it.
        await master.StartAsync();
        var later = new Changes(environment);
        await later.CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        later.Check(await StreamAsync(replica));
    }

    [SkippableFact]
    public async Task A_service_that_no_sentinel_knows_is_a_matter_of_configuration()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var master = await RedisServer.StartNewAsync();
        await using var sentinel = await RedisServer.StartSentinelAsync("trac", master.Port);
        await using var environment = await RedispubEnvironment.StartAsync(master, client: $"sentinels = 127.0.0.1:{sentinel.Port}\nsentinel_service = other");
        await Eventually.TrueAsync(async () => await OutageTests.HealthAsync(environment) is { State: HealthState.Degraded }, () => environment.Log);
        Assert.Contains("knows no service 'other'", environment.Log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_is_no_master_is_not_published_to()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var master = await RedisServer.StartNewAsync();
        await using var replica = await RedisServer.StartNewAsync($"replicaof 127.0.0.1 {master.Port}");
        await using var publisher = await Publishers.ConnectAsync(Publishers.To(replica, PublisherKind.Own), PublisherKind.Own);
        var failure = await Assert.ThrowsAsync<RedisException>(() => MasterWatch.VerifyAsync(publisher, default).AsTask());
        Assert.Equal(RedisFailure.Outage, failure.Failure);
    }

    private static async Task<IReadOnlyList<RedisMessageReceived>> StreamAsync(RedisServer server)
    {
        var lines = (await server.CliAsync("--raw", "XRANGE", "trac.events", "-", "+")).TrimEnd('\n').Split('\n');
        return [.. lines.Chunk(9).Select(entry => new RedisMessageReceived(entry[2], entry[8]))];
    }

    private static async Task<string> KnownReplicasAsync(RedisServer sentinel)
    {
        using var cli = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("redis-cli", ["-p", $"{sentinel.Port}", "SENTINEL", "replicas", "trac"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return await cli.StandardOutput.ReadToEndAsync();
    }
}
