using System.Text.Json.Nodes;
using OffTrac.Plugins.Redis.Tests.Connections;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests.Outages;

/// <summary>Whatever becomes of Redis, changes are made at once, and what was not sent follows in order.</summary>
public sealed class OutageTests
{
    public static TheoryData<PublisherKind> Kinds => [PublisherKind.Library, PublisherKind.Own, PublisherKind.Socket];

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_changed_while_Redis_is_away_follows_in_order(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "outage_marker = true", Client(server, kind));
        var changes = new Changes(environment);
        await using (var before = await RedisSubscriber.StartAsync(server))
        {
            await changes.CreateAsync();
            await changes.CreateAsync();
            await Deliveries.WaitUntilToldAsync(environment);
            Assert.Equal(0, new Changes(environment).Check(await before.RestAsync(server)));
        }

        await server.KillAsync();
        var late = new Changes(environment);
        var (one, two) = (await late.CreateAsync(), await late.CreateAsync());
        for (var i = 0; i < 20; i++)
        {
            await late.ChangeAsync(one);
            await late.ChangeAsync(two);
        }

        await Eventually.TrueAsync(async () => await HealthAsync(environment) is { State: HealthState.Degraded }, () => environment.Log);
        Assert.Equal(42, (await environment.Get<IDeliveries>().CountAsync(null, default)).Single().Count);

        // The pauses between tries have become long enough by then for the subscriber to be there first.
        await Task.Delay(TimeSpan.FromSeconds(8));
        await server.StartAsync();
        await using var after = await RedisSubscriber.StartAsync(server);
        await Deliveries.WaitUntilToldAsync(environment);
        var messages = await after.RestAsync(server);
        var resumed = messages.Single(message => message.Channel == "trac.test.redispub.resumed");
        Assert.Equal(42, (int)JsonNode.Parse(resumed.Payload)!["count"]!);
        Assert.Same(resumed, messages[0]);
        Assert.InRange(late.Check(messages), 0, 2);
        await Eventually.TrueAsync(async () => await HealthAsync(environment) is { State: HealthState.Healthy }, () => environment.Log);
        Assert.Single(Lines(environment, "is away"));
        Assert.Single(Lines(environment, "is back"));
        Assert.Contains("42 events wait", Lines(environment, "is back").Single(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_host_that_starts_before_Redis_sends_when_Redis_is_there()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await server.StopAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await server.StartAsync();
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await Deliveries.WaitUntilToldAsync(environment);
        changes.Check(await subscriber.RestAsync(server));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_Redis_that_stands_still_holds_nobody_up(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, client: Client(server, kind) + "\nsocket_timeout = 1");
        var changes = new Changes(environment);
        var id = await changes.CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        changes = new Changes(environment);
        id = await changes.CreateAsync();
        await server.CliAsync("CLIENT", "PAUSE", "4000", "ALL");
        for (var i = 0; i < 10; i++)
            await changes.ChangeAsync(id);
        await Eventually.TrueAsync(async () => await HealthAsync(environment) is { State: HealthState.Degraded }, () => environment.Log);
        await Deliveries.WaitUntilToldAsync(environment);
        changes.Check(await subscriber.RestAsync(server));
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_changed_password_is_shown_as_a_matter_of_configuration_and_an_edit_mends_it(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("requirepass 0ld");
        await using var environment = await RedispubEnvironment.StartAsync(server, client: Client(server, kind) + "\npassword = 0ld");
        await Deliveries.WaitUntilToldAsync(environment);
        await server.CliAsync("-a", "0ld", "--no-auth-warning", "CONFIG", "SET", "requirepass", "n3w");
        await server.CliAsync("-a", "n3w", "--no-auth-warning", "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await Eventually.TrueAsync(async () => (await HealthAsync(environment))?.Reason?.Contains("WRONGPASS", StringComparison.Ordinal) == true, () => environment.Log);
        await using var subscriber = await RedisSubscriber.StartAsync(server, password: "n3w");
        await File.WriteAllTextAsync(
            Path.Combine(environment.Directory, "conf", "offtrac.ini"), RedispubEnvironment.Ini(Client(server, kind) + "\npassword = n3w"));
        await Deliveries.WaitUntilToldAsync(environment);
        changes.Check(await subscriber.RestAsync(server, "-a", "n3w", "--no-auth-warning"));
        Assert.DoesNotContain("0ld", environment.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("n3w", environment.Log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_permission_that_is_missing_holds_events_up_until_it_is_given()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("user trac on >s3cret resetchannels +publish +ping");
        await using var environment = await RedispubEnvironment.StartAsync(server, client: Client(server, PublisherKind.Own) + "\nusername = trac\npassword = s3cret");
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await Eventually.TrueAsync(async () => (await HealthAsync(environment))?.Reason?.Contains("NOPERM", StringComparison.Ordinal) == true, () => environment.Log);
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await server.CliAsync("ACL", "SETUSER", "trac", "&trac.*");
        await environment.Get<IDeliveries>().RetryAsync(null, default);
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Equal(0, changes.Check(await subscriber.RestAsync(server)));
        await Eventually.TrueAsync(async () => await HealthAsync(environment) is { State: HealthState.Healthy }, () => environment.Log);
        Assert.DoesNotContain("s3cret", environment.Log, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_full_Redis_gets_the_stream_later_and_the_channel_nothing_twice_without_a_word(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("maxmemory 100mb", "maxmemory-policy noeviction");
        await using var environment = await RedispubEnvironment.StartAsync(server, "stream = trac.events", Client(server, kind));
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await server.CliAsync("CONFIG", "SET", "maxmemory", "1");
        var changes = new Changes(environment);
        await changes.CreateAsync();
        await Eventually.TrueAsync(async () => (await HealthAsync(environment))?.Reason?.Contains("OOM", StringComparison.Ordinal) == true, () => environment.Log);
        await server.CliAsync("CONFIG", "SET", "maxmemory", "100mb");
        await environment.Get<IDeliveries>().RetryAsync(null, default);
        await Deliveries.WaitUntilToldAsync(environment);

        // Only an answer that was lost makes the channel hear it again, and then that is said.
        if (changes.Check(await subscriber.RestAsync(server)) > 0)
            Assert.NotEmpty(Lines(environment, "may have reached"));
        Assert.Equal("1", (await server.CliAsync("XLEN", "trac.events")).Trim());
    }

    [SkippableTheory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_that_Redis_refuses_is_dropped_and_the_others_go_on(PublisherKind kind)
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("proto-max-bulk-len 1mb");
        await using var environment = await RedispubEnvironment.StartAsync(server, "max_payload = 0", Client(server, kind));
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await new Changes(environment).CreateAsync(new string('x', 1_100_000));
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Equal(0, changes.Check(await subscriber.RestAsync(server)));
        Assert.Contains("Redis refuses a message of 1100", environment.Log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_message_that_costs_the_connection_again_and_again_is_dropped()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        // A user that may not ask for the limit.
        await using var server = await RedisServer.StartNewAsync("proto-max-bulk-len 1mb", "user trac on nopass resetchannels &trac.* +publish +ping");
        await using var environment = await RedispubEnvironment.StartAsync(server, "max_payload = 0", Client(server, PublisherKind.Own) + "\nusername = trac");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await new Changes(environment).CreateAsync(new string('x', 5_000_000));
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await Deliveries.WaitUntilToldAsync(environment);
        changes.Check(await subscriber.RestAsync(server));
        Assert.Contains("Redis refuses a message of 5000", environment.Log, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_Redis_that_loads_its_data_gets_everything_afterwards()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync("enable-debug-command local", "key-load-delay 1000", "loading-process-events-interval-bytes 1024");
        await server.CliAsync("DEBUG", "POPULATE", "4000", "key", "100");
        await server.CliAsync("SAVE");
        await using var environment = await RedispubEnvironment.StartAsync(server);
        await server.StopAsync();
        var changes = new Changes(environment);
        await changes.ChangeAsync(await changes.CreateAsync());
        await server.StartAsync();
        Assert.Contains("LOADING", await server.CliAsync("PING"), StringComparison.Ordinal);
        await Eventually.TrueAsync(async () => (await HealthAsync(environment))?.Reason?.Contains("LOADING", StringComparison.Ordinal) == true, () => environment.Log);
        await Eventually.TrueAsync(async () => (await server.CliAsync("PING")).StartsWith("PONG", StringComparison.Ordinal), () => "It still loads.");
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        await Deliveries.WaitUntilToldAsync(environment);
        changes.Check(await subscriber.RestAsync(server));
    }

    [SkippableFact]
    public async Task An_edit_of_the_address_moves_to_the_other_server_without_a_restart()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var first = await RedisServer.StartNewAsync();
        await using var second = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(first);
        await using var subscriber = await RedisSubscriber.StartAsync(second);
        await new Changes(environment).CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        await File.WriteAllTextAsync(
            Path.Combine(environment.Directory, "conf", "offtrac.ini"), RedispubEnvironment.Ini(Client(second, PublisherKind.Socket)));
        await Eventually.TrueAsync(async () => (await second.CliAsync("CLIENT", "LIST")).Contains("name=offtrac-test", StringComparison.Ordinal), () => environment.Log);
        await Eventually.TrueAsync(async () => !(await first.CliAsync("CLIENT", "LIST")).Contains("name=offtrac-test", StringComparison.Ordinal), () => environment.Log);
        var changes = new Changes(environment);
        await changes.CreateAsync();
        await Deliveries.WaitUntilToldAsync(environment);
        Assert.Equal(0, changes.Check(await subscriber.RestAsync(second)));
    }

    internal static string Client(RedisServer server, PublisherKind kind) => kind switch
    {
        PublisherKind.Socket => $"unix_socket_path = {server.Socket}",
        _ => RedispubEnvironment.Tcp(server),
    };

    internal static async Task<HealthReport?> HealthAsync(TestEnvironment environment)
    {
        var answers = await environment.ExtensionPoint<IHealthContributor>()
            .AskAllAsync(0, static (contributor, _, token) => contributor.CheckHealthAsync(token), default);
        return answers.FirstOrDefault(answer => answer.Component == "tracext.redispub.redis.RedisClient").Value;
    }

    private static IEnumerable<string> Lines(TestEnvironment environment, string text) =>
        environment.Log.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal) && line.Contains("RedisClient", StringComparison.Ordinal));
}
