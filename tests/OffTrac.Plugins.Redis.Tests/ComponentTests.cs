using System.Globalization;
using System.Text.Json.Nodes;
using OffTrac.Plugins.Redis.Tests.Connections;
using OffTrac.Plugins.Redis.Tests.Outages;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>The components as the host sees them.</summary>
public sealed class ComponentTests
{
    [Fact]
    public async Task Without_the_client_the_streams_are_off_with_that_reason_and_nothing_else_is_touched()
    {
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Redis"],
            Ini = "[components]\ntracext.redispub.ticket.redisticketstream = enabled\ntracext.redispub.wiki.rediswikistream = enabled\n",
        });
        Assert.False(environment.IsEnabled("tracext.redispub.ticket.RedisTicketStream"));
        Assert.Contains(
            environment.DescribeComponents(),
            line => line.StartsWith("tracext.redispub.ticket.RedisTicketStream: off", StringComparison.Ordinal) && line.Contains("RedisClient", StringComparison.Ordinal));
        await new Changes(environment).CreateAsync();
    }

    [SkippableFact]
    public async Task The_configuration_of_the_original_works_unchanged()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("requirepass s3cret");
        await using var environment = await TestEnvironment.StartAsync(new TestEnvironmentOptions
        {
            Plugins = ["OffTrac.Plugins.Redis"],
            Ini = $"""
                [components]
                tracext.redispub.redis.redisclient = enabled
                tracext.redispub.ticket.redisticketstream = enabled
                tracext.redispub.wiki.rediswikistream = enabled
                [redis_client]
                host = ignored.example.org
                port = 1
                db = 0
                password = s3cret
                unix_socket_path = {server.Socket}
                [redispub]
                channel_prefix =
                """,
        });
        await using var subscriber = await RedisSubscriber.StartAsync(server, password: "s3cret");
        await new Changes(environment).CreateAsync();
        Assert.Equal("test.ticket.created", (await subscriber.NextAsync()).Channel);
    }

    [SkippableTheory]
    [InlineData(PublisherKind.Library)]
    [InlineData(PublisherKind.Own)]
    [InlineData(PublisherKind.Socket)]
    public async Task The_plugin_leaves_the_memory_after_work_and_after_an_outage(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("user trac on nopass ~* &* +@all");
        var client = OutageTests.Client(server, kind) + (kind == PublisherKind.Own ? "\nusername = trac" : "");
        await using var environment = await RedispubEnvironment.StartAsync(server, "stream = events", client);
        await new Changes(environment).CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        await server.KillAsync();
        await new Changes(environment).CreateAsync();
        await server.StartAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        await environment.RemovePluginAsync("OffTrac.Plugins.Redis");
        Assert.Equal("unloaded", await environment.WaitForUnloadAsync("offtrac.redis"));
        await Eventually.TrueAsync(async () => !(await server.CliAsync("CLIENT", "LIST")).Contains("offtrac-test", StringComparison.Ordinal), () => "A connection stayed.");
    }

    [SkippableFact]
    public async Task Fire_and_forget_writes_no_rows_and_an_edit_goes_from_one_mode_to_the_other()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "mode = fire-and-forget");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        var changes = new Changes(environment);
        var id = await changes.CreateAsync();
        for (var i = 0; i < 20; i++)
            await changes.ChangeAsync(id);
        Assert.Equal(0, changes.Check(await subscriber.NextAsync(21)));
        Assert.Equal(0, await RowsAsync(environment));

        await server.KillAsync();
        await new Changes(environment).CreateAsync("lost");
        Assert.Equal(0, await RowsAsync(environment));
        await server.StartAsync();
        await using var later = await RedisSubscriber.StartAsync(server);

        var ini = Path.Combine(environment.Directory, "conf", "offtrac.ini");
        await File.WriteAllTextAsync(ini, RedispubEnvironment.Ini(RedispubEnvironment.Tcp(server), "mode = durable"));
        await Eventually.TrueAsync(
            async () =>
            {
                await new Changes(environment).CreateAsync("which mode");
                return await RowsEverAsync(environment);
            },
            () => environment.Log);
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.DoesNotContain(await later.RestAsync(server), message => message.Payload.Contains("\"lost\"", StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task What_was_dropped_is_told_to_subscribers_when_Redis_is_back()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "backlog_max = 5");
        await server.KillAsync();
        var changes = new Changes(environment);
        for (var i = 0; i < 12; i++)
            await changes.CreateAsync();
        // The host looks about once a minute.
        await Eventually.TrueAsync(
            async () => (await environment.Get<IDeliveries>().CountAsync(null, default)).Single().Count == 5, () => environment.Log);
        await server.StartAsync();
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await Deliveries.WaitUntilToldAsync(environment);
        var messages = await subscriber.RestAsync(server);
        var lost = messages.Single(message => message.Channel == "trac.test.redispub.lost");
        Assert.Equal("{\"count\": 7}", lost.Payload);
        Assert.Equal([8, 9, 10, 11, 12], messages.Where(message => message.Channel.EndsWith("created", StringComparison.Ordinal)).Select(message => (int)JsonNode.Parse(message.Payload)!["id"]!).Order());
    }

    private static ValueTask<long> RowsAsync(TestEnvironment environment) => ScalarAsync(
        environment, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'offtrac_event'");

    private static async ValueTask<bool> RowsEverAsync(TestEnvironment environment) =>
        await RowsAsync(environment) > 0 && await ScalarAsync(environment, "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'offtrac_event'") > 0;

    private static ValueTask<long> ScalarAsync(TestEnvironment environment, string sql) => environment.Get<IDatabase>().ReadAsync(
        sql,
        static async (session, sql, cancellation) =>
        {
            await using var command = session.Connection.CreateCommand();
            command.Transaction = session.Transaction;
#pragma warning disable CA2100 // A constant of this class.
            command.CommandText = sql;
#pragma warning restore CA2100
            return Convert.ToInt64(await command.ExecuteScalarAsync(cancellation), CultureInfo.InvariantCulture);
        },
        default);
}
