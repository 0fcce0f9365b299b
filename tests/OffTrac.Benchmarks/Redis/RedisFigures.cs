using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using OffTrac.Core.Deliveries;
using OffTrac.Core.Storage;
using OffTrac.Plugins.Redis.Resp;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Redis;

/// <summary>How soon after a commit a subscriber has the message, and how fast a backlog is sent when Redis is back.</summary>
internal static class RedisFigures
{
    private const int Resources = 5000;

    public static async Task RunAsync(int backlog, int saves)
    {
        Console.WriteLine("| database | connection | commit to subscriber, median | 99 % | catching up |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (engine, overSocket) in new[] { ("sqlite", false), ("sqlite", true), ("postgresql", false), ("postgresql", true) })
        {
            await using var site = await RedisSite.StartAsync(engine, overSocket);
            var (median, late) = await ListenAsync(site, saves);
            var rate = await CatchUpAsync(site, backlog);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {engine} | {(overSocket ? "Unix socket" : "TCP")} | {median.TotalMilliseconds:0.00} ms | {late.TotalMilliseconds:0.00} ms | {rate:0}/s |"));
        }
    }

    private static async Task<(TimeSpan Median, TimeSpan Late)> ListenAsync(RedisSite site, int saves)
    {
        var heard = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        await using var subscriber = await SubscribeAsync(site.Redis, payload =>
        {
            const string Before = "\"comment\": \"";
            var start = payload.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
            heard.TryAdd(payload[start..payload.IndexOf('"', start)], Stopwatch.GetTimestamp());
        });
        var tickets = site.Environment.Get<ITicketStore>();
        var committed = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = -100; i < saves; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            await site.Environment.Get<IDatabase>().WriteAsync(
                (tickets, text, committed),
                static async (scope, state, token) =>
                {
                    ((ICommitHooks)scope).AfterCommit(_ =>
                    {
                        state.committed[state.text] = Stopwatch.GetTimestamp();
                        return default;
                    });
                    await state.tickets.ChangeAsync(new TicketUpdate { Id = 30, Author = "benchmark", Comment = state.text }, scope, token);
                    return 0;
                },
                scope: null,
                CancellationToken.None);
            await Task.Delay(i & 3);
        }

        while (heard.Count < committed.Count)
            await Task.Delay(5);
        var times = committed.Where(entry => entry.Key[0] != '-').Select(entry => Stopwatch.GetElapsedTime(entry.Value, heard[entry.Key])).Order().ToList();
        return (times[times.Count / 2], times[times.Count * 99 / 100]);
    }

    /// <summary>Messages a second, from the first that a subscriber has to the last.</summary>
    private static async Task<double> CatchUpAsync(RedisSite site, int backlog)
    {
        await site.Redis.KillAsync();
        for (var from = 0; from < backlog; from += 1000)
        {
            await site.Environment.Get<IDatabase>().WriteAsync(
                (Recorder: site.Environment.Get<IChangeRecorder>(), from, Until: Math.Min(backlog, from + 1000)),
                static async (scope, state, token) =>
                {
                    for (var i = state.from; i < state.Until; i++)
                        await state.Recorder.RecordAsync(Changed(1 + (i % Resources)), scope, token);
                    return 0;
                },
                scope: null,
                CancellationToken.None);
        }

        var (heard, first) = (0, 0L);
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await site.Redis.StartAsync();
        await using var subscriber = await SubscribeAsync(site.Redis, _ =>
        {
            if (heard == 0)
                first = Stopwatch.GetTimestamp();
            if (++heard == backlog)
                all.TrySetResult();
        });
        await all.Task;
        return backlog / Stopwatch.GetElapsedTime(first).TotalSeconds;
    }

    private static async Task<RespConnection> SubscribeAsync(RedisServer server, Action<string> hear)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(server.Socket));
        var connection = new RespConnection(new NetworkStream(socket, ownsSocket: true), TimeSpan.FromMinutes(1), TimeProvider.System);
        await connection.SubscribeAsync(
            "PSUBSCRIBE",
            "trac.*.ticket.changed.*",
            push =>
            {
                if (push.Elements is [{ Text: "pmessage" }, _, _, { Text: { } payload }])
                    hear(payload);
            },
            CancellationToken.None);
        return connection;
    }

    private static TicketChanged Changed(int ticket) => new()
    {
        Ticket = new Ticket
        {
            Id = ticket,
            Values = FieldValues.From(
            [
                new("summary", "The summary of a ticket"), new("reporter", "somebody"), new("owner", "somebody"), new("description", new string('d', 400)),
                new("type", "defect"), new("status", "assigned"), new("priority", "major"), new("milestone", "milestone1"), new("component", "component1"),
                new("version", "1.0"), new("severity", ""), new("resolution", ""), new("keywords", "waits"), new("cc", "a, b"),
            ]),
        },
        OldValues = FieldValues.From([new("keywords", "before")]),
        Comment = "waits",
        Author = "somebody",
        Time = TimeProvider.System.GetUtcNow(),
    };
}
