using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Reliability;

/// <summary>Hosts are killed and Redis stops at random while people write: a stream that Redis keeps on disk shows what arrived.</summary>
public sealed partial class RedisKillTests
{
    [SkippableFact]
    public async Task Host_and_Redis_killed_under_write_load_lose_nothing_keep_the_order_and_report_what_came_twice()
    {
        Skip.IfNot(RedisServer.IsInstalled, RedisServer.NotInstalled);
        await using var redis = await RedisServer.StartNewAsync("appendonly yes", "appendfsync always");
        using var copy = FixtureFiles.CopyEnvironment("trac-1.6-sqlite");
        PluginFixture.Install("WriteLoad", copy.Path);
        await File.WriteAllTextAsync(
            Path.Combine(copy.Path, "conf", "offtrac.ini"),
            $"""
            [components]
            tracext.redispub.* = enabled
            fixture.writeload.Notes = disabled
            [redis_client]
            unix_socket_path = {redis.Socket}
            [redispub]
            stream = trac.events
            stream_maxlen = 0
            """);
        var (kills, total) = (Counts.Of(few: 3, full: 10), Counts.Of(few: 300, full: 10_000));
        var load = new WriteLoad();
        var output = "";
        using (var over = new CancellationTokenSource())
        {
            var stopping = StopAndStartAsync(redis, over.Token);
            for (var kill = 1; kill <= kills; kill++)
            {
                await using var host = await HostProcess.ServeAsync(copy.Path);
                await load.PrepareAsync(host);
                var writing = load.RunAsync(host);
                while (load.Acknowledged.Count < total * kill / kills && !writing.IsCompleted)
                    await Task.Delay(20);
                await host.KillAsync();
                await writing;
                output += host.Output;
            }

            await over.CancelAsync();
            await stopping;
        }

        await using var last = await HostProcess.ServeAsync(copy.Path);
        await Eventually.GetAsync(() => WaitingAsync(copy.Path), waiting => waiting == 0, "Every change sent", seconds: 180);
        output += last.Output;

        var written = await WrittenAsync(copy.Path, load.TicketIds);
        Assert.All(load.Acknowledged, acknowledged => Assert.Contains(acknowledged.Key, written[acknowledged.Value]));
        var arrived = await ArrivedAsync(redis);
        foreach (var ticket in load.TicketIds)
            Assert.Equal(written[ticket], arrived.Where(entry => entry.Ticket == ticket && entry.Text is not null).Select(entry => entry.Text!).Distinct());

        var reported = Reported().Matches(output).Select(match => long.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture)).ToHashSet();
        var twice = arrived.GroupBy(entry => entry.Event).Where(entries => entries.Count() > 1).Select(entries => entries.Key).ToList();
        Assert.Empty(twice.Except(reported));
        Assert.Equal(0, await last.StopAsync());
    }

    private static async Task StopAndStartAsync(RedisServer redis, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Random.Shared.Next(300, 2000), CancellationToken.None);
            await (Random.Shared.Next(2) == 0 ? redis.KillAsync() : redis.StopAsync());
            await Task.Delay(Random.Shared.Next(100, 1500), CancellationToken.None);
            await redis.StartAsync();
        }
    }

    private static async Task<IReadOnlyDictionary<int, List<string>>> WrittenAsync(string environment, IEnumerable<int> tickets)
    {
        await using var connection = await OpenAsync(environment);
        var written = tickets.ToDictionary(ticket => ticket, _ => new List<string>());
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT ticket, newvalue FROM ticket_change WHERE field = 'comment' AND newvalue LIKE 'text-%' ORDER BY ticket, time";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            written[reader.GetInt32(0)].Add(reader.GetString(1));
        return written;
    }

    private static async Task<long> WaitingAsync(string environment)
    {
        await using var connection = await OpenAsync(environment);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM offtrac_event_delivery";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<SqliteConnection> OpenAsync(string environment)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(environment, "db", "trac.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<IReadOnlyList<(long Event, int Ticket, string? Text)>> ArrivedAsync(RedisServer redis)
    {
        var lines = (await redis.CliAsync("--raw", "XRANGE", "trac.events", "-", "+")).TrimEnd('\n').Split('\n');
        return
        [
            .. lines.Chunk(9).Select(entry =>
            {
                var payload = JsonNode.Parse(entry[8])!;
                return (long.Parse(entry[4].Split('-')[^1], CultureInfo.InvariantCulture), (int)payload["id"]!, (string?)payload["comment"]);
            }),
        ];
    }

    [GeneratedRegex(@"Event (?<number>\d+) may have reached", RegexOptions.ExplicitCapture)]
    private static partial Regex Reported();
}
