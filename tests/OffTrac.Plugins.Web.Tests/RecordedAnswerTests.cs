using System.Text.Json;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Web.Tests;

public sealed class RecordedAnswerTests
{
    [Fact]
    public async Task Every_recorded_report_and_query_is_answered_alike_on_SQLite()
    {
        await using var site = await WebSite.StartAsync();
        await CompareAsync(site);
    }

    [SkippableFact]
    public async Task Every_recorded_report_and_query_is_answered_alike_on_PostgreSQL()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var environment = await PostgreSqlEnvironment.CreateAsync();
        await using var site = await WebSite.StartAsync(environment.Directory);
        await CompareAsync(site);
    }

    private static async Task CompareAsync(WebSite site)
    {
        var differences = new List<string>();
        foreach (var line in await File.ReadAllLinesAsync(FixtureFiles.PathOf("report.jsonl")))
        {
            using var document = JsonDocument.Parse(line);
            var record = document.RootElement;
            var answer = await site.GetAsync(record.GetProperty("path").GetString()!);
            var expected = record.GetProperty("response_content_type").GetString()!.Split(';')[0];
            var isFree = record.TryGetProperty("volatile", out var free)
                && free.EnumerateArray().Any(entry => entry.GetProperty("kind").GetString() == "body");
            var location = record.TryGetProperty("response_headers", out var headers) && headers.TryGetProperty("Location", out var address)
                ? address.GetString()
                : null;
            if (answer.Status != record.GetProperty("status").GetInt32() || answer.MediaType != expected || answer.Location != location
                || (!isFree && answer.Body != record.GetProperty("response_body").GetString()))
                differences.Add($"{record.GetProperty("name")}: {answer}");
        }

        Assert.Empty(differences);
    }
}
