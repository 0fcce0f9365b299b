using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using OffTrac.Plugins.Scheduler.Tests.Commands;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Scheduler.Tests.Web;

public sealed class RunsOverHttpTests
{
    [Fact]
    public async Task Visitor_WithoutPermission_SeesNothing()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        using var answer = await shell.Environment.Http.GetAsync("scheduler/runs");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await GrantAsync(shell, "SCHEDULER_RUN");
        using var second = await shell.Environment.Http.GetAsync("scheduler/runs");
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
    }

    [Fact]
    public async Task Viewer_SeesRunsAsJson_WithoutArgumentsStackTracesAndLogs()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await shell.RunAsync("run", "misfit.throws-own", "--here", "--arg", "secret=parrot");
        await GrantAsync(shell, "SCHEDULER_VIEW");
        using var answer = await shell.Environment.Http.GetAsync("scheduler/runs");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var text = await answer.Content.ReadAsStringAsync();
        var run = Assert.Single(JsonDocument.Parse(text).RootElement.EnumerateArray());
        Assert.Equal(("misfit.throws-own", "failed", "command"), (run.GetProperty("job").GetString(), run.GetProperty("state").GetString(), run.GetProperty("trigger").GetString()));
        Assert.DoesNotContain("parrot", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.False(run.TryGetProperty("log", out _) || run.TryGetProperty("exception", out _));
    }

    [Fact]
    public async Task Administrator_SeesStackTracesToo_AndHoldsAllOfTheSchedulersPermissions()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await shell.RunAsync("run", "misfit.throws-own", "--here");
        await GrantAsync(shell, "SCHEDULER_ADMIN");
        var run = Assert.Single(await RunsAsync(shell, "scheduler/runs"));
        Assert.Contains("   at ", run.GetProperty("exception").GetString(), StringComparison.Ordinal);
        foreach (var action in (string[])["SCHEDULER_VIEW", "SCHEDULER_RUN", "SCHEDULER_ADMIN"])
            Assert.True(await shell.Environment.Get<IPermissions>().CheckAsync(action, "anonymous", null, default), action);
    }

    [Fact]
    public async Task Runs_AreFilteredAsTheQuerySays()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await GrantAsync(shell, "SCHEDULER_VIEW");
        foreach (var job in (string[])["misfit.progress", "misfit.throws", "misfit.progress"])
            await shell.RunAsync("run", job, "--here");
        Assert.Equal(["misfit.progress", "misfit.throws", "misfit.progress"], await JobsAsync(shell, ""));
        Assert.Equal(["misfit.throws"], await JobsAsync(shell, "?state=failed"));
        Assert.Equal(["misfit.progress", "misfit.progress"], await JobsAsync(shell, "?job=misfit.progress"));
        Assert.Equal(["misfit.progress"], await JobsAsync(shell, "?limit=1"));
        var first = (await RunsAsync(shell, "scheduler/runs"))[^1].GetProperty("started").GetString();
        Assert.Equal(["misfit.progress", "misfit.throws"], await JobsAsync(shell, $"?after={first}"));
        Assert.Empty(await JobsAsync(shell, "?after=2126-01-01T00:00Z"));
    }

    [Theory]
    [InlineData("state=fine", HttpStatusCode.BadRequest, "state is 'fine'")]
    [InlineData("limit=none", HttpStatusCode.BadRequest, "limit is 'none'")]
    [InlineData("limit=-1", HttpStatusCode.BadRequest, "limit is '-1'")]
    [InlineData("after=noon", HttpStatusCode.BadRequest, "noon")]
    [InlineData("format=atom", HttpStatusCode.BadRequest, "format is 'atom'")]
    [InlineData("job=nope", HttpStatusCode.NotFound, "There is no job 'nope'")]
    [InlineData("job=nope&format=rss", HttpStatusCode.NotFound, "There is no job 'nope'")]
    public async Task BadParameter_GetsOneLine(string query, HttpStatusCode status, string line)
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await GrantAsync(shell, "SCHEDULER_VIEW");
        shell.Environment.Http.DefaultRequestHeaders.Accept.ParseAdd("*/*");
        using var answer = await shell.Environment.Http.GetAsync($"scheduler/runs?{query}");
        Assert.Equal(status, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains(line, text, StringComparison.Ordinal);
        Assert.Single(text.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task LongHistory_ComesWhole_AlsoWhereManyLinesAreOfTheSameMoment()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await GrantAsync(shell, "SCHEDULER_VIEW");
        await shell.RunAsync("run", "misfit.progress", "--here");
        await CopyRunAsync(shell, 730, apart: 0);
        await CopyRunAsync(shell, 730, apart: 1_000_000);
        var runs = await RunsAsync(shell, "scheduler/runs?limit=10000");
        Assert.Equal(1461, runs.Select(static run => run.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(1461, runs.Count);
        var started = runs.Select(static run => run.GetProperty("started").GetString()).ToList();
        Assert.Equal(started.OrderDescending(StringComparer.Ordinal), started);
        Assert.Equal(1000, (await RunsAsync(shell, "scheduler/runs?limit=1000")).Count);
    }

    [Fact]
    public async Task Rss_IsAFeedOfTheNewestRuns()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        await GrantAsync(shell, "SCHEDULER_VIEW");
        await shell.RunAsync("run", "misfit.throws", "--here");
        await CopyRunAsync(shell, 1, apart: 1_000_000, summary: "<b>&\u0001\ud83d\ude00\uffff");
        using var answer = await shell.Environment.Http.GetAsync("scheduler/runs?format=rss");
        Assert.Equal("application/rss+xml", answer.Content.Headers.ContentType?.MediaType);
        var rss = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        Assert.Equal("2.0", rss.Attribute("version")!.Value);
        var items = rss.Element("channel")!.Elements("item").ToList();
        Assert.Equal(2, items.Count);
        Assert.Contains("<b>&?😀?", items[1].Element("description")!.Value, StringComparison.Ordinal);
        Assert.Equal("misfit.throws: failed", items[0].Element("title")!.Value);
        Assert.Contains("the mast broke", items[0].Element("description")!.Value, StringComparison.Ordinal);
        Assert.True(Guid.TryParse(items[0].Element("guid")!.Value, out _));
        Assert.True(DateTimeOffset.TryParseExact(items[0].Element("pubDate")!.Value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
        Assert.Equal(["misfit.throws"], await JobsAsync(shell, new Uri(items[0].Element("link")!.Value).Query + "&limit=1"));
    }

    private static async Task GrantAsync(SchedulerShell shell, string action) =>
        await shell.Environment.ExtensionPoint<IPermissionStore>().AskFirstAsync(
            new PermissionGrant { Subject = "anonymous", Action = action },
            static async (store, grant, token) =>
            {
                await store.GrantAsync(grant, token);
                return grant;
            },
            default);

    private static async Task<IReadOnlyList<JsonElement>> RunsAsync(SchedulerShell shell, string path) =>
        [.. JsonDocument.Parse(await shell.Environment.Http.GetStringAsync(path)).RootElement.EnumerateArray()];

    private static async Task<IEnumerable<string?>> JobsAsync(SchedulerShell shell, string query) =>
        (await RunsAsync(shell, $"scheduler/runs{query}")).Select(static run => run.GetProperty("job").GetString());

    /// <summary>Older runs like the one that there is, each so many microseconds before the next.</summary>
    private static async Task CopyRunAsync(SchedulerShell shell, int count, long apart, string summary = "copied")
    {
        await using var scope = await shell.Environment.Get<Sdk.Storage.IDatabase>().BeginWriteAsync(default);
        for (var i = 1; i <= count; i++)
        {
            await using var command = scope.Connection.CreateCommand();
            command.Transaction = scope.Transaction;
            command.CommandText =
                """
                INSERT INTO offtrac_scheduler_run (id, job, slot, started, ended, node, "trigger", attempt, state, summary, "count")
                SELECT @id, job, slot, started - @before, ended, node, "trigger", attempt, state, @summary, "count"
                FROM offtrac_scheduler_run ORDER BY started DESC LIMIT 1
                """;
            foreach (var (name, value) in new (string, object)[] { ("@id", Guid.NewGuid().ToString()), ("@before", 5_000_000 + (i * apart)), ("@summary", summary) })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(default);
        }

        await scope.CommitAsync(default);
    }
}
