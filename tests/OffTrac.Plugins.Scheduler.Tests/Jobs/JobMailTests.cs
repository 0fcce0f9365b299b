using System.Globalization;
using System.Text;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Sdk;
using OffTrac.Sdk.Storage;
using OffTrac.TestServers;

namespace OffTrac.Plugins.Scheduler.Tests.Jobs;

/// <summary>Mails about jobs through a real mail server.</summary>
public sealed class JobMailTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public async Task TheFirstFailure_APause_AndRecovery_AreMailed_AndNothingBetweenThem()
    {
        await using var server = await StartServerAsync();
        await using var scheduler = await StartAsync(server.Port, "misfit.storm.schedule = every 1h\nmisfit.storm.pause_after = 3\n");
        await scheduler.PingAsync();
        for (var hour = 1; hour < 4; hour++)
            await scheduler.PingAsync($"2026-01-01T0{hour}:00:00Z");
        await UntilAsync(() => server.Mails().Count == 2);
        await File.WriteAllTextAsync(Release, "");
        await scheduler.ResumeAsync("misfit.storm");
        await scheduler.PingAsync("2026-01-01T06:00:00Z");
        await scheduler.PingAsync("2026-01-01T07:00:00Z");
        await UntilAsync(() => server.Mails().Count == 3);
        await scheduler.PingAsync("2026-01-01T08:00:00Z");
        await scheduler.StopAsync();

        Assert.Equal(
            [
                "[Golden Harbour] Job misfit.storm failed: the storm goes on",
                "[Golden Harbour] Job misfit.storm is good again",
                "[Golden Harbour] Job misfit.storm is paused: 3 failed runs in a row",
            ],
            server.Mails().Select(Subject).Order(StringComparer.Ordinal));
        Assert.All(server.Mails(), mail => Assert.Equal(["harbour@example.org"], mail.Recipients));
        var first = server.Mails().Select(mail => Encoding.UTF8.GetString(mail.Message)).Single(text => text.Contains("failed: the storm goes on\n\nStarted:", StringComparison.Ordinal));
        Assert.Contains("\nState:    failed: the storm goes on\nAttempt:  1, schedule\n", first, StringComparison.Ordinal);
        Assert.Contains("\nMore: offtrac --env test scheduler history misfit.storm\n", first, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", first, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task AFailureThatIsTriedAgainWithSuccess_IsNotWorthAMail()
    {
        await using var server = await StartServerAsync();
        await using var scheduler = await StartAsync(server.Port, "misfit.storm.schedule = daily 01:00\nmisfit.storm.retries = 3\nmisfit.storm.retry_delay = 60s\n");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await File.WriteAllTextAsync(Release, "");
        await scheduler.PingAsync("2026-01-01T01:02:00Z");
        Assert.Equal(["2026-01-01 01:00:00 failed schedule 1", "2026-01-01 01:00:00 ok retry 2"], await scheduler.HistoryAsync("misfit.storm"));
        await scheduler.StopAsync();
        Assert.Empty(server.Mails());
    }

    [SkippableFact]
    public async Task AJobThatIsOverdueForLong_IsMailedOnceAnHour()
    {
        await using var server = await StartServerAsync();
        await using var scheduler = await StartAsync(
            server.Port, "workers = 1\nmisfit.deaf.schedule = daily 01:00\nmisfit.deaf.timeout = 0\nmisfit.unchanged.schedule = daily 01:01\n");
        await scheduler.PingAsync();
        await scheduler.StartAsync("2026-01-01T01:00:00Z");
        foreach (var minute in (int[])[10, 20, 30, 40])
            await scheduler.StartAsync($"2026-01-01T01:{minute}:00Z");
        await UntilAsync(() => Told().Count == 1);
        await scheduler.StartAsync("2026-01-01T02:25:00Z");
        await UntilAsync(() => Told().Count == 2);
        await File.WriteAllTextAsync(Release, "");
        await scheduler.StopAsync();
        Assert.Equal(["[Golden Harbour] Job misfit.unchanged is overdue by 19m", "[Golden Harbour] Job misfit.unchanged is overdue by 1h24m"], Told());

        // The other one lost its lease when the clock was set.
        List<string> Told() => [.. server.Mails().Select(Subject).Where(subject => subject.Contains("misfit.unchanged", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task OfManyHosts_OneTellsOfAnOverdueJob_OnceAnHour()
    {
        await using var scheduler = await StartAsync(FreePort.Next(), "");
        var claims = new NoticeClaims(scheduler.Environment.Get<IDatabase>());
        var now = TracTime.ToMicroseconds(scheduler.Clock.Now);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => claims.TakeAsync("keel", now, default).AsTask())));
        Assert.Single(taken, true);
        Assert.True(await claims.TakeAsync("mast", now, default));
        Assert.False(await claims.TakeAsync("keel", now + 3_599_000_000, default));
        Assert.True(await claims.TakeAsync("keel", now + 3_600_000_000, default));
    }

    [SkippableFact]
    public async Task AMailServerThatIsAway_HoldsUpNoJob_AndGetsTheMailWhenItIsBack()
    {
        await using var server = await StartServerAsync();
        await server.KillAsync();
        await using var scheduler = await StartAsync(server.Port, "misfit.storm.schedule = every 1h\n");
        await scheduler.PingAsync();
        await scheduler.PingAsync("2026-01-01T01:00:00Z");
        await UntilAsync(() => scheduler.Environment.Log.Contains("People can't be told yet: Job misfit.storm failed: the storm goes on.", StringComparison.Ordinal));
        await scheduler.PingAsync("2026-01-01T02:00:00Z");
        Assert.Equal(2, (await scheduler.HistoryAsync("misfit.storm")).Count);
        await server.StartAsync();
        await UntilAsync(() => server.Mails().Count == 1);
        await scheduler.StopAsync();
        Assert.Single(server.Mails());
    }

    private string Release => _directory.Combine("release");

    private static Task<EximServer> StartServerAsync()
    {
        Skip.IfNot(EximServer.IsInstalled, EximServer.NotInstalled);
        return EximServer.StartNewAsync();
    }

    private Task<SimulatedScheduler> StartAsync(int port, string settings) => SimulatedScheduler.StartAsync(
        "2026-01-01T00:30:00Z",
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            offtrac.scheduler.Mails = enabled
            [scheduledrows]
            jobs = 0
            [scheduledmisfits]
            release = {Release}
            [project]
            name = Golden Harbour
            [notification]
            smtp_enabled = enabled
            smtp_server = 127.0.0.1
            smtp_port = {port}
            [scheduler]
            notify = harbour@example.org
            {settings}
            """));

    private static string Subject(DeliveredMail mail) => Encoding.UTF8.GetString(mail.Message).Replace("\n ", " ", StringComparison.Ordinal)
        .Split('\n').First(line => line.StartsWith("Subject: ", StringComparison.Ordinal))["Subject: ".Length..];

    private static async Task UntilAsync(Func<bool> isDone)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!isDone())
            await Task.Delay(20, limit.Token);
    }
}
