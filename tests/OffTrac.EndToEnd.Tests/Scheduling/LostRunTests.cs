using OffTrac.EndToEnd.Tests.Processes;
using OffTrac.TestServers;

namespace OffTrac.EndToEnd.Tests.Scheduling;

public sealed class LostRunTests
{
    /// <summary>Lease, a margin for a host that is slow rather than dead, and the time between two pings.</summary>
    private const int Patience = 60 + 15;

    [SkippableFact]
    public async Task HostKilledInMidRun_TheOtherRepeatsItsRuns()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var cluster = await CreateAsync(lease: Counts.Of(few: 10, full: 60));
        var (host, runs) = await WaitForRunsAsync(cluster);
        await host.KillAsync();

        await AssertRepeatedAsync(cluster, host, runs);
        await AssertStateAsync(cluster, runs, "lost");
    }

    [SkippableFact]
    public async Task HostFrozenForLongerThanItsLease_ItsRunsAreRepeatedAndItsOwnResultChangesNothing()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var cluster = await CreateAsync(lease: Counts.Of(few: 10, full: 60));
        var (host, runs) = await WaitForRunsAsync(cluster);
        await host.FreezeAsync();
        await AssertRepeatedAsync(cluster, host, runs);
        var thawed = (await cluster.Tables.RowsAsync()).Count;
        await host.ThawAsync();

        // It is told that its runs are lost, and takes the next ones when the other, which may take them all, is gone.
        await AssertStateAsync(cluster, runs, "lost");
        await StopOtherAsync(cluster, host);
        await cluster.WaitForRowsAsync(rows => rows.Skip(thawed).Any(row => row.Process == host.Process.Id && row.Phase == "begin"), "A new run of the host that was frozen", seconds: 120);
        var ends = (await cluster.Tables.RowsAsync()).Where(static row => row.Phase == "end").ToList();
        foreach (var run in runs.Where(IsConfirmed))
        {
            var end = Assert.Single(ends, row => row.Job == run.Job && row.Due == run.Due);
            Assert.NotEqual(host.Process.Id, end.Process);
        }

        Assert.False(host.Process.HasExited, cluster.Logs());
    }

    [SkippableFact]
    public async Task HostStoppedInMidRun_GivesItsRunsBackAtOnce()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);

        // A lease that outlasts the test: only giving back can explain the second run.
        await using var cluster = await CreateAsync(lease: 3600);
        var (host, runs) = await WaitForRunsAsync(cluster);
        Assert.Equal(0, await host.StopAsync());

        foreach (var run in runs)
        {
            await cluster.WaitForRowsAsync(
                rows => rows.Any(row => row.Job == run.Job && row.Due == run.Due && row.Phase == "end" && row.Process != host.Process.Id), $"The run of {run.Job} by the other host");
        }

        await AssertStateAsync(cluster, runs, "cancelled");
    }

    [SkippableFact]
    public async Task HostFrozenBetweenConfirmationAndCommit_ItsRunIsRepeatedAndItsOwnCommitFails()
    {
        Skip.IfNot(PostgreSqlServer.IsInstalled, PostgreSqlServer.NotInstalled);
        await using var cluster = await CreateAsync(lease: Counts.Of(few: 10, full: 60), "takes = 0s\ndwells = 5s");
        var host = cluster.Hosts[0];
        var rows = await cluster.WaitForRowsAsync(rows => InMidRun(rows, host).Exists(IsConfirmed), "A confirmed run", seconds: 120);
        await Task.Delay(500);
        await host.FreezeAsync();
        var runs = InMidRun(rows, host).FindAll(IsConfirmed);
        await AssertRepeatedAsync(cluster, host, runs);
        await host.ThawAsync();
        await AssertStateAsync(cluster, runs, "lost");
        await StopOtherAsync(cluster, host);
        await cluster.WaitForRowsAsync(
            rows => rows.Exists(row => row.Process == host.Process.Id && row.Phase == "end" && row.Due > runs[0].Due), "A later run of the host that was frozen", seconds: 120);
        foreach (var run in runs)
            Assert.Single(await cluster.Tables.RowsAsync(), row => row.Phase == "end" && row.Job == run.Job && row.Due == run.Due);
    }

    private static async Task StopOtherAsync(SchedulerCluster cluster, HostProcess host) =>
        Assert.Equal(0, await cluster.Hosts.Single(other => other != host).StopAsync());

    private static bool IsConfirmed(WrittenRow row) => row.Job.StartsWith("confirmed-", StringComparison.Ordinal);

    private static async Task<SchedulerCluster> CreateAsync(int lease, string more = "takes = 5s")
    {
        var cluster = await SchedulerCluster.CreateAsync(
            $"""
            [scheduler]
            workers = 8
            per_environment = 8
            lease = {lease}s
            [scheduledrows]
            jobs = 3
            schedule = every 10s
            misfire = all
            announces = true
            {more}
            """);
        await cluster.ServeAsync();
        await cluster.ServeAsync();
        return cluster;
    }

    /// <summary>Waits until a host is in the middle of runs, of both kinds: either may take all jobs each time.</summary>
    private static async Task<(HostProcess Host, List<WrittenRow> Runs)> WaitForRunsAsync(SchedulerCluster cluster)
    {
        var rows = await cluster.WaitForRowsAsync(rows => Busy(rows) is not null, "Runs of both kinds on one host", seconds: 120);
        var host = Busy(rows)!;
        return (host, InMidRun(rows, host));

        HostProcess? Busy(List<WrittenRow> rows) => cluster.Hosts.FirstOrDefault(host => InMidRun(rows, host).Select(static row => row.Job[0]).Distinct().Count() == 2);
    }

    private static List<WrittenRow> InMidRun(List<WrittenRow> rows, HostProcess host)
    {
        var ended = rows.Where(static row => row.Phase == "end").Select(static row => row.Run).ToHashSet(StringComparer.Ordinal);
        return [.. rows.Where(row => row.Phase == "begin" && row.Process == host.Process.Id && !ended.Contains(row.Run))];
    }

    private static async Task AssertRepeatedAsync(SchedulerCluster cluster, HostProcess host, List<WrittenRow> runs)
    {
        foreach (var run in runs)
        {
            var rows = await cluster.WaitForRowsAsync(
                rows => rows.Any(row => row.Job == run.Job && row.Due == run.Due && row.Phase == "end" && row.Process != host.Process.Id),
                $"The repetition of {run}",
                Patience + 30);
            var again = rows.First(row => row.Job == run.Job && row.Due == run.Due && row.Phase == "end" && row.Process != host.Process.Id);
            Assert.Equal("LostRerun", again.Trigger);
            Assert.Equal(run.Attempt + 1, again.Attempt);
            Assert.True(again.Token > run.Token, $"{again.Token} after {run.Token}");
        }
    }

    private static async Task AssertStateAsync(SchedulerCluster cluster, List<WrittenRow> runs, string state)
    {
        var history = await cluster.WaitForHistoryAsync(
            history => runs.TrueForAll(run => history.Exists(line => line.Id == run.Run)), "The runs in the history", seconds: 120);
        foreach (var run in runs)
            Assert.Equal(state, Assert.Single(history, line => line.Id == run.Run).State);
    }
}
