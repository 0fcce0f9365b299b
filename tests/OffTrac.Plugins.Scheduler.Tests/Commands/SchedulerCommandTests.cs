using System.Text.Json;
using OffTrac.Sdk.Commands;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Scheduler.Tests.Commands;

public sealed class SchedulerCommandTests
{
    [Fact]
    public async Task List_TellsOfEachJob_AndFiltersByTextAndState()
    {
        await using var shell = await SchedulerShell.StartAsync("[scheduler]\nmisfit.null.schedule = wekly\nmisfit.throws.schedule = daily 03:00\nmisfit.said.enabled = no\nmisfit.said.schedule = every 1h\n");
        var all = Json(await shell.RunAsync("list"));
        Assert.Equal(
            ["manual", "bad-schedule", "idle", "off"],
            new[] { "again", "null", "throws", "said" }.Select(name => Job(all, $"misfit.{name}").GetProperty("state").GetString()));
        Assert.Contains("wekly", Job(all, "misfit.null").GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Equal("every day at 03:00, UTC", Job(all, "misfit.throws").GetProperty("meaning").GetString());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT03:00:00\.000000Z$", Job(all, "misfit.throws").GetProperty("next_due").GetString());

        Assert.Equal(["misfit.null"], Names(await shell.RunAsync("list", "--state", "Bad-Schedule")));
        Assert.Equal(["misfit.throws", "misfit.throws-hopeless", "misfit.throws-later", "misfit.throws-own"], Names(await shell.RunAsync("list", "THROWS")));
        Assert.Equal(["misfit.null", "misfit.said"], Names(await shell.RunAsync("list", "misfits", "--state", "off", "--state", "bad schedule")));
        Assert.Empty(Names(await shell.RunAsync("list", "nothing like it")));
        AssertRefused(await shell.RunAsync("list", "--state", "of"), 2, "--state is 'of'");
    }

    [Fact]
    public async Task Show_NamesEverySettingWithItsSource()
    {
        await using var shell = await SchedulerShell.StartAsync("[scheduler]\nretries = 2\nmisfit.again.timeout = 90s\n");
        var settings = Json(await shell.RunAsync("show", "misfit.again")).GetProperty("settings");
        Assert.Equal("""{"value":"90s","source":"ini","default":"10m"}""", settings.GetProperty("timeout").GetRawText());
        Assert.Equal("""{"value":"2","source":"[scheduler] retries","default":"2"}""", settings.GetProperty("retries").GetRawText());
        Assert.Equal("""{"value":"manual","source":"code","default":"manual"}""", settings.GetProperty("schedule").GetRawText());
        AssertRefused(await shell.RunAsync("show", "misfit.agin"), 1, "near are misfit.again");
    }

    [Fact]
    public async Task Run_WithWait_SaysWhatCameOfIt()
    {
        await using var shell = await SchedulerShell.StartAsync();
        var good = await shell.RunAsync("run", "misfit.progress", "--wait");
        Assert.Equal(0, good.ExitCode);
        Assert.Equal(("ok", "counted", "command", "keeper"), Outcome(Json(good)));
        var bad = await shell.RunAsync("run", "misfit.throws-own", "--wait");
        Assert.Equal(3, bad.ExitCode);
        Assert.Equal("failed", Json(bad).GetProperty("state").GetString());
        Assert.Contains("ShipwreckException: on the reef", Json(bad).GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.Contains("IOException: no chart", bad.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAJobWithNothingToDo_IsALineOfItsOwn()
    {
        await using var shell = await SchedulerShell.StartAsync();
        for (var i = 0; i < 2; i++)
            Assert.Equal(0, (await shell.RunAsync("run", "misfit.unchanged", "--wait")).ExitCode);
        Assert.Equal([1, 1], Json(await shell.RunAsync("history", "misfit.unchanged")).EnumerateArray().Select(static run => run.GetProperty("count").GetInt32()));
    }

    [Fact]
    public async Task Run_Here_NeedsNoPing_AndStartsNothingElse()
    {
        await using var shell = await SchedulerShell.StartAsync("[scheduler]\nmisfit.said.schedule = every 1s\nmisfit.said.misfire_grace = 1h\n", heartbeat: "0");
        var run = await shell.RunAsync("run", "misfit.throws", "--here");
        Assert.Equal((3, "failed"), (run.ExitCode, Json(run).GetProperty("state").GetString()));
        Assert.Equal(["misfit.throws"], Json(await shell.RunAsync("history")).EnumerateArray().Select(static line => line.GetProperty("job").GetString()));
    }

    [Fact]
    public async Task Run_WithoutAPing_WaitsInTheDatabase_AndTheNextPingStartsIt()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        var asked = await shell.RunAsync("run", "misfit.progress", "--arg", "a=b=c");
        Assert.Equal((0, "requested"), (asked.ExitCode, Json(asked).GetProperty("state").GetString()));
        Assert.Equal("due", Job(Json(await shell.RunAsync("list")), "misfit.progress").GetProperty("state").GetString());
        using var ping = await shell.Environment.Http.PostAsync("ping?wait=30", content: null);
        Assert.Equal(Json(asked).GetProperty("id").GetString(), Json(await shell.RunAsync("history")).EnumerateArray().Single().GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("run misfit.again --arg a", 2, "--arg is 'a'")]
    [InlineData("run nope", 1, "There is no job 'nope'")]
    [InlineData("cancel misfit.again", 2, "does not run")]
    [InlineData("pause", 2, "needs the name of a job, or --all")]
    [InlineData("resume misfit.again --all", 2, "exclude each other")]
    [InlineData("clear-history", 2, "needs the name of a job, or --all")]
    [InlineData("set misfit.again timeout", 2, "needs a VALUE, or --default")]
    [InlineData("set misfit.again timeout 5s --default", 2, "exclude each other")]
    [InlineData("set misfit.again timeout soon", 2, "timeout = soon: allowed is a duration")]
    [InlineData("set misfit.again shedule daily", 2, "no setting 'shedule'")]
    [InlineData("set misfit.again schedule dayly", 2, "dayly")]
    [InlineData("set misfit.again timezone Europe/Bonn", 2, "Europe/Bonn")]
    [InlineData("set nope timeout 5s", 1, "There is no job 'nope'")]
    [InlineData("history --state fine", 2, "--state is 'fine'")]
    [InlineData("history --limit 0", 2, "--limit is '0'")]
    [InlineData("history --after soon", 2, "--after: \"soon\"")]
    [InlineData("history nope", 1, "There is no job 'nope'")]
    [InlineData("import-traccron", 1, "no section [traccron]")]
    public async Task Mistake_GetsOneLine(string command, int exitCode, string line)
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        var ini = Path.Combine(shell.Environment.Directory, "conf", "offtrac.ini");
        var before = await File.ReadAllTextAsync(ini);
        AssertRefused(await shell.RunAsync(command.Split(' ')), exitCode, line);
        Assert.Equal(before, await File.ReadAllTextAsync(ini));
    }

    [Fact]
    public async Task Pause_OfAll_HoldsEveryJobWithTheReason_UntilResumed()
    {
        await using var shell = await SchedulerShell.StartAsync();
        Assert.Equal(0, (await shell.RunAsync("pause", "--all", "night", "watch")).ExitCode);
        var job = Job(Json(await shell.RunAsync("list")), "misfit.again");
        Assert.Equal("paused", job.GetProperty("state").GetString());
        Assert.Contains("night watch (keeper)", job.GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await shell.RunAsync("resume", "--all")).ExitCode);
        Assert.Empty(Names(await shell.RunAsync("list", "--state", "paused")));
    }

    [Fact]
    public async Task Pause_OfOneJob_HoldsThatOne_AndResumeMayRunIt()
    {
        await using var shell = await SchedulerShell.StartAsync();
        Assert.Equal("misfit.progress: paused: in dock.", (await shell.RunAsync("pause", "misfit.progress", "in", "dock")).Text);
        Assert.Equal(["misfit.progress"], Names(await shell.RunAsync("list", "--state", "paused")));
        Assert.Equal(0, (await shell.RunAsync("resume", "misfit.progress", "--run-now")).ExitCode);
        Assert.Equal("counted", await WaitForAsync(shell, "misfit.progress", "ok"));
    }

    [Fact]
    public async Task Cancel_EndsTheRunOfThisMoment()
    {
        await using var shell = await SchedulerShell.StartAsync();
        var waiting = shell.RunAsync("run", "misfit.obedient", "--wait");
        for (var attempt = 0; attempt < 300 && !shell.Progress.Contains("started on", StringComparison.Ordinal); attempt++)
            await Task.Delay(100);
        Assert.Equal(["misfit.obedient"], Names(await shell.RunAsync("list", "--state", "running")));
        Assert.Equal(0, (await shell.RunAsync("cancel", "misfit.obedient")).ExitCode);
        var run = await waiting;
        Assert.Equal((3, "cancelled"), (run.ExitCode, Json(run).GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Run_CalledOffBeforeItStarts_EndsTheWait()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        var waiting = shell.RunAsync("run", "misfit.obedient", "--wait");
        while (!Names(await shell.RunAsync("list", "--state", "due")).Any() && !waiting.IsCompleted)
            await Task.Delay(50);
        Assert.Equal(0, (await shell.RunAsync("cancel", "misfit.obedient")).ExitCode);
        AssertRefused(await waiting, 3, "called off");
    }

    [Fact]
    public async Task Set_WritesTheIni_ShowsTheNextTimes_AndGoesBackToTheDefault()
    {
        await using var shell = await SchedulerShell.StartAsync("[scheduler]\ntimezone = Europe/Berlin\n", heartbeat: "0");
        var set = await shell.RunAsync("set", "misfit.again", "schedule", "weekly mon,fri 08:00");
        Assert.Equal("weekly mon,fri 08:00", shell.Environment.Environment.Configuration.Get("scheduler", "misfit.again.schedule"));
        var json = Json(set);
        Assert.Equal("Monday and Friday at 08:00, Europe/Berlin", json.GetProperty("meaning").GetString());
        var next = json.GetProperty("next").EnumerateArray().Select(static slot => slot.GetDateTimeOffset()).ToList();
        Assert.Equal(5, next.Count);
        Assert.All(next, static slot => Assert.Contains(slot.DayOfWeek, new[] { DayOfWeek.Monday, DayOfWeek.Friday }));
        Assert.Contains(" 08:00:00 +0", set.Text, StringComparison.Ordinal);

        Assert.Equal("off", await StateAfterAsync(shell, "enabled", "false"));
        Assert.Equal("idle", await StateAfterAsync(shell, "enabled", "--default"));
        Assert.Equal("manual", await StateAfterAsync(shell, "schedule", "--default"));
        Assert.Null(shell.Environment.Environment.Configuration.Get("scheduler", "misfit.again.schedule"));
    }

    [Fact]
    public async Task Set_WarnsOfATimeThatNeverComes()
    {
        await using var shell = await SchedulerShell.StartAsync(heartbeat: "0");
        var set = await shell.RunAsync("set", "misfit.again", "schedule", "cron 0 0 31 2 *");
        Assert.Equal(0, set.ExitCode);
        Assert.Contains("Warning: ", set.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_IsFilteredNewestFirst_AndClearedButForTheNewest(bool isOnPostgreSql)
    {
        await using var server = isOnPostgreSql ? await PostgreSqlServer.StartNewAsync() : null;
        await using var shell = await SchedulerShell.StartAsync(database: server is null ? "sqlite:db/trac.db" : await server.CreateDatabaseAsync());
        foreach (var job in new[] { "progress", "throws", "progress", "throws" })
            await shell.RunAsync("run", $"misfit.{job}", "--wait");
        Assert.Equal(["throws", "progress", "throws", "progress"], Jobs(await shell.RunAsync("history")));
        Assert.Equal(["throws", "throws"], Jobs(await shell.RunAsync("history", "--state", "failed")));
        Assert.Equal(["progress"], Jobs(await shell.RunAsync("history", "misfit.progress", "--limit", "1")));
        var second = Json(await shell.RunAsync("history")).EnumerateArray().ElementAt(2).GetProperty("started").GetString()!;
        Assert.Equal(["throws", "progress"], Jobs(await shell.RunAsync("history", "--after", second)));
        Assert.Empty(Jobs(await shell.RunAsync("history", "--after", "2126-01-01")));

        var output = await shell.RunAsync("history", "misfit.throws", "--output");
        Assert.Contains("the mast broke", Json(output).EnumerateArray().First().GetProperty("exception").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("exception", (await shell.RunAsync("history")).Json, StringComparison.Ordinal);

        Assert.Equal("misfit.throws: 1 line removed.", (await shell.RunAsync("clear-history", "misfit.throws")).Text);
        Assert.Equal(["throws", "progress", "progress"], Jobs(await shell.RunAsync("history")));
        Assert.Equal("All jobs: 1 line removed.", (await shell.RunAsync("clear-history", "--all")).Text);
        Assert.Equal(["throws", "progress"], Jobs(await shell.RunAsync("history")));
    }

    [Fact]
    public async Task ImportTracCron_SchedulesTheJob()
    {
        await using var shell = await SchedulerShell.StartAsync("[traccron]\nmisfit.again.weekly = 0@12h00\nmisfit.again.enabled = true\nsleeper.daily = 8h30\n", heartbeat: "0");
        var dry = await shell.RunAsync("import-traccron", "--dry-run");
        Assert.Equal(["would be written", "would be written", "would be written"], Outcomes(dry));
        Assert.Equal("manual", Job(Json(await shell.RunAsync("list")), "misfit.again").GetProperty("schedule").GetString());

        Assert.Equal(["written", "written", "written"], Outcomes(await shell.RunAsync("import-traccron")));
        Assert.Equal("Monday at 12:00, UTC", Job(Json(await shell.RunAsync("list")), "misfit.again").GetProperty("meaning").GetString());
        Assert.Equal("daily 08:30", shell.Environment.Environment.Configuration.Get("scheduler", "sleeper.schedule"));
        Assert.Equal(["unchanged", "unchanged", "unchanged"], Outcomes(await shell.RunAsync("import-traccron")));
    }

    [Fact]
    public async Task JobWhoseComponentIsGone_IsShownAndNotRun()
    {
        await using var shell = await SchedulerShell.StartAsync();
        Assert.Equal(0, (await shell.RunAsync("run", "misfit.progress", "--wait")).ExitCode);
        await shell.Environment.RemovePluginAsync("ScheduledMisfits");
        Assert.Equal("no-component", Job(Json(await shell.RunAsync("list")), "misfit.progress").GetProperty("state").GetString());
        Assert.Equal(["progress"], Jobs(await shell.RunAsync("history", "misfit.progress")));
        AssertRefused(await shell.RunAsync("run", "misfit.progress", "--wait"), 2, "misfit.progress can't run: No enabled component has it.");
    }

    private static JsonElement Json(CommandResult result) => JsonDocument.Parse(result.Json!).RootElement;

    private static JsonElement Job(JsonElement jobs, string name) => jobs.EnumerateArray().Single(job => job.GetProperty("name").GetString() == name);

    private static IEnumerable<string?> Names(CommandResult result) => Json(result).EnumerateArray().Select(static job => job.GetProperty("name").GetString());

    private static IEnumerable<string> Jobs(CommandResult result) => Json(result).EnumerateArray().Select(static run => run.GetProperty("job").GetString()!["misfit.".Length..]);

    private static IEnumerable<object?> Outcomes(CommandResult result) => result.Table!.Rows.Select(static row => row[3]);

    private static (string?, string?, string?, string?) Outcome(JsonElement run) =>
        (run.GetProperty("state").GetString(), run.GetProperty("summary").GetString(), run.GetProperty("trigger").GetString(), run.GetProperty("author").GetString());

    private static async Task<string?> StateAfterAsync(SchedulerShell shell, string setting, string value)
    {
        Assert.Equal(0, (await shell.RunAsync("set", "misfit.again", setting, value)).ExitCode);
        return Job(Json(await shell.RunAsync("list")), "misfit.again").GetProperty("state").GetString();
    }

    private static async Task<string?> WaitForAsync(SchedulerShell shell, string job, string state)
    {
        for (var attempt = 0; attempt < 300; attempt++)
        {
            if (Json(await shell.RunAsync("history", job, "--state", state)).EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } run)
                return run.GetProperty("summary").GetString();
            await Task.Delay(100);
        }

        return null;
    }

    private static void AssertRefused(CommandResult result, int exitCode, string line)
    {
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(line, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', result.Error!);
    }
}
