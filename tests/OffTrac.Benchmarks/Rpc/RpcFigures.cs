using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace OffTrac.Benchmarks.Rpc;

/// <summary>Requests a second and the slowest hundredth of calls over RPC, beside bare endpoints that make the same read.</summary>
internal static class RpcFigures
{
    private const int Clients = 8;

    /// <param name="calls">How many requests of each kind.</param>
    public static async Task RunAsync(string database, int calls)
    {
        await using var site = await RpcSite.StartAsync(database);
        var (app, bare) = await BareEndpoint.StartAsync(site.Connect);
        await using var endpoint = app;
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| RPC on {database}, {RpcSite.Tickets} tickets, {Clients} clients | requests/s | p99 | of the bare endpoint |"));
        Console.WriteLine("|---|---|---|---|");
        var yardstick = await MeasureAsync(http, calls, i => Post(new Uri(bare, $"ticket/{Id(i)}"), "{}"));
        Print("bare Kestrel, one read", yardstick, yardstick);
        Print("ticket.get, JSON", await MeasureAsync(http, calls, i => Json(site, "ticket.get", $"[{Id(i)}]")), yardstick);
        Print("ticket.get, XML", await MeasureAsync(http, calls, i => Xml(site, Id(i))), yardstick);
        var query = await MeasureAsync(http, calls / 4, _ => Post(new Uri(bare, "query"), "{}"));
        Print("bare Kestrel, one statement of 100 rows", query, query);
        Print("ticket.query, 100 rows", await MeasureAsync(http, calls / 4, _ => Json(site, "ticket.query", "[\"component=legacy&max=100&order=id\"]")), query);
        Print("system.multicall of 100 ticket.get", await MeasureAsync(http, Math.Max(calls / 50, 1), i => Json(site, "system.multicall", Calls(i))), yardstick);
        Print("ticket.update", await MeasureAsync(http, Math.Max(calls / 20, 1), i => Update(site, i)), yardstick);
    }

    private static int Id(int call) => 1000 + (int)((uint)call * 2654435761 % RpcSite.Tickets);

    private static string Calls(int call) =>
        $"[{string.Join(',', Enumerable.Range(0, 100).Select(i => $"{{\"method\":\"ticket.get\",\"params\":[{Id((call * 100) + i)}]}}"))}]";

    private static HttpRequestMessage Json(RpcSite site, string method, string parameters, string path = "rpc") =>
        Post(new Uri(site.Address, path), $"{{\"method\":\"{method}\",\"params\":{parameters},\"id\":1}}");

    private static HttpRequestMessage Xml(RpcSite site, int id) => Post(
        new Uri(site.Address, "rpc"),
        $"<?xml version='1.0'?><methodCall><methodName>ticket.get</methodName><params><param><value><int>{id}</int></value></param></params></methodCall>",
        "text/xml");

    private static HttpRequestMessage Update(RpcSite site, int call)
    {
        var request = Json(site, "ticket.update", $"[{Id(call)},\"comment {call}\",{{\"action\":\"leave\",\"keywords\":\"k{call}\"}}]", "login/rpc");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("joe:joe"u8));
        return request;
    }

    private static HttpRequestMessage Post(Uri address, string body, string type = "application/json") =>
        new(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, type) };

    private static async Task<Figures> MeasureAsync(HttpClient http, int calls, Func<int, HttpRequestMessage> request)
    {
        // As many as are measured: the compiler takes its time.
        await PlayAsync(http, calls, request, []);
        var times = new TimeSpan[calls];
        var clock = Stopwatch.StartNew();
        await PlayAsync(http, calls, request, times);
        var elapsed = clock.Elapsed;
        Array.Sort(times);
        return new Figures(calls / elapsed.TotalSeconds, times[(int)(calls * 0.99)]);
    }

    private static async Task PlayAsync(HttpClient http, int calls, Func<int, HttpRequestMessage> request, TimeSpan[] times)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var call = Interlocked.Increment(ref next); call < calls; call = Interlocked.Increment(ref next))
            {
                var clock = Stopwatch.StartNew();
                using var message = request(call);
                using var response = await http.SendAsync(message);
                var answer = await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                if (answer.Contains("\"error\": {", StringComparison.Ordinal) || answer.Contains("<fault>", StringComparison.Ordinal))
                    throw new InvalidOperationException(answer);
                if (times.Length > 0)
                    times[call] = clock.Elapsed;
            }
        })));
    }

    private static void Print(string what, Figures figures, Figures bare) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {figures.PerSecond:0} | {figures.Slowest.TotalMilliseconds:0.0} ms | {figures.PerSecond / bare.PerSecond:0.00} |"));

    private sealed record Figures(double PerSecond, TimeSpan Slowest);
}
