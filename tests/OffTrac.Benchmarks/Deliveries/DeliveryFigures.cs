using System.Diagnostics;
using System.Globalization;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Benchmarks.Deliveries;

/// <summary>How fast a backlog is told, how soon after a commit a listener hears of it, and what that costs those who save.</summary>
internal static class DeliveryFigures
{
    private const int Resources = 5000;

    public static async Task RunAsync(int backlog, int saves)
    {
        Console.WriteLine("| database | catching up | commit to listener, median | 99 % | save without listener | with |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var database in new[] { "sqlite", "postgresql" })
        {
            await using var site = await DeliverySite.StartAsync(database);
            var without = await SaveAsync(site, saves);
            site.Listen();
            var rate = await CatchUpAsync(site, backlog);
            using var stop = new CancellationTokenSource();
            using var dispatcher = site.Dispatcher();
            var running = dispatcher.RunAsync(stop.Token);
            var (median, late) = await ListenAsync(site, saves);
            var with = await SaveAsync(site, saves);
            await stop.CancelAsync();
            await running;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {database} | {rate:0}/s | {median.TotalMilliseconds:0.00} ms | {late.TotalMilliseconds:0.00} ms | {without.TotalMilliseconds:0.00} ms | {with.TotalMilliseconds:0.00} ms |"));
        }
    }

    /// <summary>Events a second, told and marked.</summary>
    private static async Task<double> CatchUpAsync(DeliverySite site, int backlog)
    {
        for (var from = 0; from < backlog; from += 1000)
        {
            await site.Database.WriteAsync(
                (site, from, Until: Math.Min(backlog, from + 1000)),
                static async (scope, state, token) =>
                {
                    for (var i = state.from; i < state.Until; i++)
                        await state.site.Recorder.RecordAsync(Changed(1 + (i % Resources), "waits"), scope, token);
                    return 0;
                },
                scope: null,
                CancellationToken.None);
        }

        using var stop = new CancellationTokenSource();
        using var dispatcher = site.Dispatcher();
        var before = site.Listener.Told;
        var watch = Stopwatch.StartNew();
        var running = dispatcher.RunAsync(stop.Token);
        while (site.Listener.Told - before < backlog)
            await Task.Delay(5);
        await stop.CancelAsync();
        await running;
        return backlog / watch.Elapsed.TotalSeconds;
    }

    private static async Task<(TimeSpan Median, TimeSpan Late)> ListenAsync(DeliverySite site, int saves)
    {
        var committed = new Dictionary<string, long>(StringComparer.Ordinal);
        site.Listener.IsTiming = true;
        for (var i = 0; i < saves; i++)
        {
            var text = i.ToString(CultureInfo.InvariantCulture);
            await site.Database.WriteAsync(
                (site, text, committed),
                static async (scope, state, token) =>
                {
                    ((ICommitHooks)scope).AfterCommit(_ =>
                    {
                        state.committed[state.text] = Stopwatch.GetTimestamp();
                        return default;
                    });
                    await state.site.Recorder.RecordAsync(Changed(30, state.text), scope, token);
                    return 0;
                },
                scope: null,
                CancellationToken.None);
            await Task.Delay(i % 4);
        }

        while (site.Listener.Heard.Count < saves)
            await Task.Delay(5);
        site.Listener.IsTiming = false;
        var times = committed.Select(entry => Stopwatch.GetElapsedTime(entry.Value, site.Listener.Heard[entry.Key])).Order().ToList();
        return (times[times.Count / 2], times[times.Count * 99 / 100]);
    }

    /// <summary>The mean time of saving a ticket.</summary>
    private static async Task<TimeSpan> SaveAsync(DeliverySite site, int saves)
    {
        var tickets = site.Environment.Get<ITicketStore>();
        var ids = new List<int>();
        while (ids.Count < 20)
            ids.Add((await tickets.CreateAsync(new NewTicket { Author = "benchmark", Values = [new("summary", "saved")] }, null, CancellationToken.None)).Id);
        var watch = new Stopwatch();
        for (var i = -saves / 10; i < saves; i++)
        {
            if (i == 0)
                watch.Start();
            var text = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetTimestamp()}");
            await tickets.ChangeAsync(
                new TicketUpdate { Id = ids[Math.Abs(i) % ids.Count], Author = "benchmark", Values = [new("keywords", text)], Comment = text },
                null,
                CancellationToken.None);
        }

        return watch.Elapsed / saves;
    }

    private static TicketChanged Changed(int ticket, string comment) => new()
    {
        Ticket = new Ticket
        {
            Id = ticket,
            Values = FieldValues.From(
            [
                new("summary", "The summary of a ticket"), new("reporter", "somebody"), new("owner", "somebody"), new("description", new string('d', 400)),
                new("type", "defect"), new("status", "assigned"), new("priority", "major"), new("milestone", "milestone1"), new("component", "component1"),
                new("version", "1.0"), new("severity", ""), new("resolution", ""), new("keywords", comment), new("cc", "a, b"),
            ]),
        },
        OldValues = FieldValues.From([new("keywords", "before")]),
        Comment = comment,
        Author = "somebody",
        Time = TimeProvider.System.GetUtcNow(),
    };
}
