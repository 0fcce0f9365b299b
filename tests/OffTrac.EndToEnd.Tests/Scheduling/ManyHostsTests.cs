using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

public sealed class ManyHostsTests
{
    private static readonly TimeSpan s_calm = TimeSpan.FromSeconds(5);

    [SkippableFact]
    public async Task ThreeHosts_OneKilledAndOneFrozen_ServeEachDueMomentOnce()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        var jobs = Counts.Of(few: 20, full: 200);
        var lease = Counts.Of(few: 10, full: 60);
        await using var cluster = await CreateAsync(jobs, lease);
        var killed = await cluster.ServeAsync();
        var frozen = await cluster.ServeAsync();
        await cluster.ServeAsync();
        var begin = await BeginAsync(cluster, jobs);

        await killed.KillAsync();
        await frozen.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(Counts.Of(few: 25, full: 60)));
        await frozen.ThawAsync();
        await Task.Delay(s_calm);
        var rows = await EndAsync(cluster, jobs, begin, seconds: Counts.Of(few: 120, full: 600));

        Assert.Equal(3, rows.Select(static row => row.Process).Distinct().Count());
        Assert.False(frozen.Process.HasExited, cluster.Logs());
    }

    [SkippableFact]
    public async Task HostsWhoseClocksAreThreeMinutesApart_ServeEachDueMomentOnceAndAtItsTime()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        Skip.IfNot(FakeTime.IsInstalled, FakeTime.NotInstalled);
        var jobs = Counts.Of(few: 10, full: 50);
        await using var cluster = await CreateAsync(jobs, lease: 10);
        var early = await cluster.ServeAsync("+90s");
        await cluster.ServeAsync("-90s");
        await cluster.ServeAsync();
        var begin = await BeginAsync(cluster, jobs);

        await early.KillAsync();
        await Task.Delay(TimeSpan.FromSeconds(Counts.Of(few: 10, full: 60)));
        var rows = await EndAsync(cluster, jobs, begin, seconds: 120);

        Assert.Equal(3, rows.Select(static row => row.Process).Distinct().Count());
        var now = Sdk.TracTime.ToMicroseconds(TimeProvider.System.GetUtcNow());
        Assert.All(rows, row => Assert.True(row.Due <= now, $"{row} was served before its time"));
    }

    [SkippableTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task DatabaseAwayForLongerThanTheLease_ServesEachDueMomentOnce(bool isKilled)
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        var jobs = Counts.Of(few: 10, full: 50);
        await using var cluster = await CreateAsync(jobs, lease: 10);
        await cluster.ServeAsync();
        await cluster.ServeAsync();
        var begin = await BeginAsync(cluster, jobs);

        await (isKilled ? cluster.Server.KillAsync() : cluster.Server.StopAsync());
        await Task.Delay(TimeSpan.FromSeconds(Counts.Of(few: 15, full: 60)));
        await cluster.Server.StartAsync();
        await Task.Delay(s_calm);
        await EndAsync(cluster, jobs, begin, seconds: 180);

        Assert.All(cluster.Hosts, host => Assert.False(host.Process.HasExited, cluster.Logs()));
    }

    [SkippableFact]
    public async Task JobThatConfirmsAndNeverCommits_KeepsNoOtherJobAndNoLease()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var cluster = await CreateAsync(jobs: 4, lease: 10, "hoards = true");
        await cluster.ServeAsync();
        var begin = await BeginAsync(cluster, jobs: 4);
        await Task.Delay(TimeSpan.FromSeconds(30));
        var rows = await EndAsync(cluster, jobs: 4, begin, seconds: 60);
        Assert.DoesNotContain(rows, static row => row.Job == "hoarder");
        Assert.DoesNotContain(await cluster.Tables.HistoryAsync(), static line => line.Job != "hoarder" && line.State == "lost");
    }

    private static Task<SchedulerCluster> CreateAsync(int jobs, int lease, string more = "") => SchedulerCluster.CreateAsync(
        $"""
        [ping]
        min_interval = 0
        [scheduler]
        workers = 8
        per_environment = 8
        lease = {lease}s
        catch_up_max = 100000
        [scheduledrows]
        jobs = {jobs / 2}
        misfire = all
        {more}
        """);

    /// <summary>Waits until all jobs run, and a while longer.</summary>
    private static async Task<DateTimeOffset> BeginAsync(SchedulerCluster cluster, int jobs)
    {
        await cluster.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs, DateTimeOffset.MinValue), "The first run of every job");
        var begin = TimeProvider.System.GetUtcNow();
        await Task.Delay(s_calm);
        return begin;
    }

    /// <summary>Waits until everything that is due now has been served, and checks it.</summary>
    private static async Task<List<WrittenRow>> EndAsync(SchedulerCluster cluster, int jobs, DateTimeOffset begin, int seconds)
    {
        var end = TimeProvider.System.GetUtcNow();
        var rows = await cluster.WaitForRowsAsync(rows => DueMoments.HaveAllServed(rows, jobs, end), "Every job up to date", seconds);
        DueMoments.AssertServedOnce(rows, begin, end, cluster.Logs());
        var history = await cluster.Tables.HistoryAsync();
        Assert.DoesNotContain(history, static line => line.Job != "hoarder" && line.State is "failed" or "timed-out" or "missed" or "skipped");
        return rows;
    }
}
