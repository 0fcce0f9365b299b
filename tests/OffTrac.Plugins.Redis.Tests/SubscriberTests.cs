using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Testing;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Redis.Tests;

/// <summary>What other programs see.</summary>
public sealed partial class SubscriberTests
{
    [SkippableFact]
    public async Task Redis_cli_sees_channels_and_payloads()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        using var cli = Process.Start(
            new ProcessStartInfo("redis-cli", ["-s", server.Socket, "psubscribe", "trac.*"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        try
        {
            await LineAsync(cli, "1");
            await CreateAsync(environment);
            await LineAsync(cli, "pmessage");
            Assert.Equal("trac.*", await cli.StandardOutput.ReadLineAsync());
            Assert.Equal("trac.test.ticket.created", await cli.StandardOutput.ReadLineAsync());
            Assert.StartsWith("{\"", await cli.StandardOutput.ReadLineAsync(), StringComparison.Ordinal);
        }
        finally
        {
            cli.Kill();
        }
    }

    [SkippableFact]
    public async Task The_README_s_Python_example_prints_what_the_README_shows()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        var readme = await ReadmeAsync();
        var program = Python().Match(readme).Groups["code"].Value.Replace("port=6379", $"port={server.Port}", StringComparison.Ordinal);
        var shown = Output().Match(readme).Groups["text"].Value.TrimEnd('\n').Split('\n');
        // Debian's own, which the package with the module is for.
        var start = new ProcessStartInfo("/usr/bin/python3", ["-u", "-c", program]) { UseShellExecute = false, RedirectStandardOutput = true };
        using var python = Process.Start(start)!;
        try
        {
            await SubscribedAsync(server);
            var id = await CreateAsync(environment);
            await Deliveries.WaitUntilToldAsync(environment);
            var tickets = environment.Get<ITicketStore>();
            await tickets.ChangeAsync(
                new TicketUpdate { Id = id, Author = "joe", Comment = "See there.", Values = FieldValues.Empty.With("priority", "minor") }, null, default);
            foreach (var line in shown)
                Assert.Equal(line, await python.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        }
        finally
        {
            python.Kill();
        }
    }

    [SkippableFact]
    public async Task The_README_s_example_in_CSharp_is_the_one_that_is_run_here()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        var source = await File.ReadAllTextAsync(
            Path.Combine(FixtureFiles.Repository, "tests", "OffTrac.Plugins.Redis.Tests", "SubscriberExample.cs"));
        var example = Example().Match(source).Groups["code"].Value.Replace("\n        ", "\n", StringComparison.Ordinal).Trim()
            .Replace("ConnectAsync(server)", "ConnectAsync(\"localhost:6379\")", StringComparison.Ordinal).Replace("output.", "Console.", StringComparison.Ordinal);
        Assert.Contains(example, await ReadmeAsync(), StringComparison.Ordinal);

        await using var server = await RedisServer.StartNewAsync();
        await using var environment = await RedispubEnvironment.StartAsync(server);
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        var shared = TextWriter.Synchronized(output);
        using var over = new CancellationTokenSource();
        var listening = SubscriberExample.RunAsync($"127.0.0.1:{server.Port}", shared, over.Token);
        await Outages.Eventually.TrueAsync(() => output.ToString().Contains("listening", StringComparison.Ordinal), () => "It does not listen.");
        await CreateAsync(environment);
        await Outages.Eventually.TrueAsync(() => output.ToString().Contains("trac.test.ticket.created: ticket 1", StringComparison.Ordinal), () => output.ToString());
        await over.CancelAsync();
        await listening;
    }

    [SkippableFact]
    public async Task Nothing_is_published_of_what_is_rolled_back_and_nothing_before_the_commit()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var server = await RedisServer.StartNewAsync();
        foreach (var mode in new[] { "durable", "fire-and-forget" })
        {
            await using var environment = await RedispubEnvironment.StartAsync(server, $"mode = {mode}");
            await using var subscriber = await RedisSubscriber.StartAsync(server);
            var (database, tickets) = (environment.Get<IDatabase>(), environment.Get<ITicketStore>());
            await using (var scope = await database.BeginWriteAsync(default))
                await tickets.CreateAsync(New("rolled back"), scope, default);
            await using (var scope = await database.BeginWriteAsync(default))
            {
                await tickets.CreateAsync(New("committed"), scope, default);
                Assert.Empty(await subscriber.RestAsync(server));
                await scope.CommitAsync(default);
            }

            Assert.Contains("\"committed\"", (await subscriber.NextAsync()).Payload, StringComparison.Ordinal);
            Assert.Empty(await subscriber.RestAsync(server));
        }
    }

    private static NewTicket New(string summary) => new() { Values = FieldValues.From([new("summary", summary), new("status", "new"), new("reporter", "joe")]) };

    private static async Task<int> CreateAsync(TestEnvironment environment) =>
        (await environment.Get<ITicketStore>().CreateAsync(New("Rudder sticks"), null, default)).Id;

    private static Task<string> ReadmeAsync() =>
        File.ReadAllTextAsync(Path.Combine(FixtureFiles.Repository, "plugins", "OffTrac.Plugins.Redis", "README.md"));

    private static async Task LineAsync(Process process, string line)
    {
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) is { } read && read != line)
        {
            // What redis-cli says before.
        }
    }

    private static Task SubscribedAsync(RedisServer server) => Outages.Eventually.TrueAsync(
        async () => (await server.CliAsync("PUBSUB", "NUMPAT")).Trim() != "0", () => "Nobody subscribed.");

    [GeneratedRegex("```python\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Python();

    [GeneratedRegex("prints:\n\n```\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Output();

    [GeneratedRegex(@"// <example>(?<code>.*?)// </example>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
