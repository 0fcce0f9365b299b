using System.Text.Json.Nodes;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Testing;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

public sealed class CommandTests
{
    [SkippableFact]
    public async Task Status_shows_the_server_what_waits_and_what_went_wrong()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        var good = await RunAsync(environment, "redispub status");
        Assert.Equal(0, good.ExitCode);
        var rows = good.Table!.Rows.ToDictionary(row => (string)row[0]!, row => (string)row[1]!);
        Assert.Equal(($"127.0.0.1:{server.Port}", "connected", "master"), (rows["redis"], rows["state"], rows["role"]));
        Assert.Matches(@"^\d+\.\d+", rows["version"]);
        Assert.EndsWith(" ms", rows["latency"], StringComparison.Ordinal);

        await server.KillAsync();
        await new Outages.Changes(environment).CreateAsync();
        var bad = await RunAsync(environment, "redispub status");
        Assert.Equal(1, bad.ExitCode);
        rows = bad.Table!.Rows.ToDictionary(row => (string)row[0]!, row => (string)row[1]!);
        Assert.NotEqual("connected", rows["state"]);
        Assert.StartsWith("1, oldest from ", rows["waiting for tracext.redispub.ticket.RedisTicketStream"], StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Test_says_how_many_heard_it_and_tail_is_one_of_them()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        var tail = RunAsync(environment, "redispub tail", ("--count", "1"));
        CommandResult test;
        do
            test = await RunAsync(environment, "redispub test");
        while ((long)test.Table!.Rows[0][2]! == 0);
        Assert.Equal("trac.test.redispub.test", test.Table.Rows[0][1]);
        var heard = (await tail).Table!.Rows.Single();
        Assert.Equal("trac.test.redispub.test", heard[0]);
        Assert.Equal("tester", (string)JsonNode.Parse((string)heard[1]!)!["author"]!);
    }

    [SkippableFact]
    public async Task Replay_publishes_again_what_the_stream_has_since_then()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server, "stream = {env}.{realm}");
        await OptionTests.ActAsync(environment);
        await using var subscriber = await RedisSubscriber.StartAsync(server);
        var replay = await RunAsync(environment, "redispub replay", ("--since", "2020-01-01"));
        Assert.Equal(6L, replay.Table!.Rows.Single()[1]);
        var messages = await subscriber.RestAsync(server);
        Assert.Equal(
            [
                "trac.test.ticket.created", "trac.test.ticket.changed.1", "trac.test.ticket.deleted", "trac.test.wiki.created", "trac.test.wiki.changed.Page",
                "trac.test.wiki.deleted",
            ],
            messages.Select(message => message.Channel));
        var none = await RunAsync(environment, "redispub replay", ("--since", "2999-01-01"));
        Assert.Equal(0L, none.Table!.Rows.Single()[1]);
    }

    [SkippableFact]
    public async Task Commands_say_what_is_wrong_in_one_line()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        await FailsAsync("redispub replay", "stream", ("--since", "2020-01-01"));
        await FailsAsync("redispub replay", "--since", ("--since", "yesterday"));
        await FailsAsync("redispub tail", "--count", ("--count", "-1"));
        await server.KillAsync();
        Assert.Equal(1, (await RunAsync(environment, "redispub test")).ExitCode);

        async Task FailsAsync(string words, string named, (string, string) option)
        {
            var failure = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(environment, words, option));
            Assert.Contains(named, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', failure.Message);
        }
    }

    private static async Task<CommandResult> RunAsync(TestEnvironment environment, string words, params (string Name, string Value)[] options)
    {
        var input = new CommandInput
        {
            Words = words,
            Values = options.ToDictionary(option => option.Name, option => (IReadOnlyList<string>)[option.Value]),
            StandardInput = TextReader.Null,
            Progress = TextWriter.Null,
            User = "tester",
        };
        return (await environment.ExtensionPoint<ICommandProvider>().AskFirstAsync(input, RunIfKnownAsync, default))!;
    }

    private static async ValueTask<CommandResult?> RunIfKnownAsync(ICommandProvider provider, CommandInput input, CancellationToken cancellation) =>
        provider.Commands.Any(command => command.Words == input.Words) ? await provider.RunAsync(input, cancellation) : null;
}
