using System.Diagnostics;
using System.Globalization;
using OffTrac.Sdk.Queries;
using OffTrac.TestServers;

namespace OffTrac.Benchmarks.Queries;

/// <summary>How long queries take that find a hundred of many tickets, on both engines.</summary>
internal static class QueryFigures
{
    private static readonly (string Name, string Text)[] s_queries =
    [
        ("open tickets by priority", "status!=closed&max=100"),
        ("an owner's, grouped by milestone", "owner=joe&group=milestone&order=time&desc=1&max=100"),
        ("words in a summary", "summary~=tide&order=id&max=100"),
        ("words in the descriptions", "description~=captain&order=changetime&desc=1&max=100"),
        ("two custom fields", "customer~=port&platform=linux&order=customer&max=100"),
        ("page 50 of all, by summary", "order=summary&max=100&page=50"),
        ("a month", "created=2021-03-01..2021-04-01&order=time&max=100"),
    ];

    public static async Task RunAsync(int tickets, int times)
    {
        await RunAsync("SQLite", await QuerySite.OpenAsync(tickets, onPostgreSql: false), times);
        if (PostgreSqlServer.IsInstalled)
            await RunAsync("PostgreSQL", await QuerySite.OpenAsync(tickets, onPostgreSql: true), times);
    }

    private static async Task RunAsync(string engine, QuerySite site, int times)
    {
        await using (site)
        {
            foreach (var (name, text) in s_queries)
            {
                var (median, rows) = await MeasureAsync(site.Queries, text, times);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"query, {engine}, {name}: {median:0.00} ms for {rows} rows"));
            }
        }
    }

    private static async Task<(double Milliseconds, int Rows)> MeasureAsync(ITicketQueries queries, string text, int times)
    {
        var taken = new double[times];
        var rows = 0;
        for (var i = -3; i < times; i++)
        {
            var started = Stopwatch.GetTimestamp();
            rows = await CountAsync(queries, text);
            if (i >= 0)
                taken[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        Array.Sort(taken);
        return (taken[times / 2], rows);
    }

    /// <summary>A page beyond the last is no figure, but no failure of a small run either.</summary>
    private static async Task<int> CountAsync(ITicketQueries queries, string text)
    {
        try
        {
            return (await queries.RunAsync(text, "joe", CancellationToken.None)).Rows.Count;
        }
        catch (TicketQueryException failure) when (failure.Problem == TicketQueryProblem.Paging)
        {
            return 0;
        }
    }
}
