using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OffTrac.Plugins.Rpc.Tests.Replay;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Rpc.Tests.Calls;

/// <summary>Of clients that change one ticket at once, and rely on what they read of it, one succeeds.</summary>
public sealed class CollisionTests
{
    private const int Clients = 6;
    private const int Rounds = 5;

    [SkippableTheory]
    [InlineData(false, "")]
    [InlineData(false, ", \"action\": \"leave\"")]
    [InlineData(true, "")]
    [InlineData(true, ", \"action\": \"leave\"")]
    public async Task Of_updates_with_one_ts_a_single_one_is_stored(bool isPostgreSql, string action)
    {
        Skip.IfNot(!isPostgreSql || PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var site = await RecordedSite.StartAsync(isPostgreSql, isVariant: false);
        using var http = Client(site);
        for (var round = 0; round < Rounds; round++)
        {
            var seen = (string)(await CallAsync(http, "\"method\": \"ticket.get\", \"params\": [31]"))["result"]![3]!["_ts"]!;
            var answers = await AtOnceAsync(client => CallAsync(
                http, $$"""
                "method": "ticket.update", "params": [31, "round {{round}}, client {{client}}", {"keywords": "k{{round}}-{{client}}", "_ts": "{{seen}}"{{action}}}]
                """));
            Assert.Single(answers, answer => answer["error"] is null);
            Assert.All(
                answers.Where(answer => answer["error"] is not null),
                answer => Assert.Matches("has been updated since last get|has been modified since you started editing", (string)answer["error"]!["message"]!));
        }

        Assert.Equal(Rounds, await CountCommentsAsync(http, 31, "round "));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_updates_of_one_time_a_single_one_is_stored(bool isPostgreSql)
    {
        Skip.IfNot(!isPostgreSql || PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var site = await RecordedSite.StartAsync(isPostgreSql, isVariant: false);
        using var http = Client(site);
        for (var round = 1; round <= Rounds; round++)
        {
            var answers = await AtOnceAsync(client => CallAsync(
                http, $$"""
                "method": "ticket.update",
                "params": [32, "at {{round}}, client {{client}}", {}, false, "", {"__jsonclass__": ["datetime", "2030-01-0{{round}}T00:00:00"]}]
                """));
            Assert.Single(answers, answer => answer["error"] is null);
            Assert.All(
                answers.Where(answer => answer["error"] is not null),
                answer => Assert.Contains("another change of that time", (string)answer["error"]!["message"]!, StringComparison.Ordinal));
        }

        Assert.Equal(Rounds, await CountCommentsAsync(http, 32, "at "));
    }

    private static HttpClient Client(RecordedSite site)
    {
        var http = new HttpClient { BaseAddress = site.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("admin:admin"u8));
        return http;
    }

    private static Task<JsonNode[]> AtOnceAsync(Func<int, Task<JsonNode>> call) => Task.WhenAll(Enumerable.Range(0, Clients).Select(call));

    private static async Task<int> CountCommentsAsync(HttpClient http, int id, string start)
    {
        var log = await CallAsync(http, $"\"method\": \"ticket.changeLog\", \"params\": [{id}]");
        return log["result"]!.AsArray().Count(entry => (string)entry![2]! == "comment" && ((string)entry[4]!).StartsWith(start, StringComparison.Ordinal));
    }

    private static async Task<JsonNode> CallAsync(HttpClient http, string call)
    {
        using var body = new StringContent($"{{{call}}}", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("login/rpc", UriKind.Relative), body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }
}
