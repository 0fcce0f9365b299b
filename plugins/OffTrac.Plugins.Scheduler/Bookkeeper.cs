using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>
/// Writes what becomes of the jobs: one transaction at a time on this host, which takes in all runs that have ended since the last one
/// and claims as many due jobs as there are places.
/// </summary>
#pragma warning disable CA1001 // The code of an abandoned run may return long after the component is gone, and its end is written then.
internal sealed class Bookkeeper(
#pragma warning restore CA1001
    IDatabase database,
    IHost host,
    JobCatalog catalog,
    RunningJobs runs,
    JobPlaces places,
    DatabaseClock clock,
    IOptionsMonitor<SchedulerOptions> options,
    TimeProvider time,
    ILogger logger)
{
    private const int MostRounds = 100;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly string _lockFree = RowLocks.SkipLocked(database);

    /// <summary>Rows whose job no component of this host has; others may.</summary>
    public IReadOnlyList<string> Strangers { get; set; } = [];

    /// <summary>Since when pings have come without a gap, µs.</summary>
    public long WatchedSince { get; set; } = long.MaxValue;

    /// <summary>Told of each job that is taken; starts it.</summary>
    public required Action<RunningJob> Start { get; init; }

    /// <summary>Whether jobs are started at all now.</summary>
    public required Func<bool> MayStart { get; init; }

    /// <summary>Told of each run whose end is written, or was written by another host.</summary>
    public required Action<RunningJob, RunRecord> Ended { get; init; }

    /// <summary>Told of what people are to know of jobs.</summary>
    public required Action<JobNotice> Notice { get; init; }

    /// <summary>The earliest time at which a row that was written here wants to be looked at again, µs; taken by the next ping.</summary>
    public long? Wake { get; set; }

    /// <summary>Writes the ends of runs and claims due jobs.</summary>
    /// <param name="only">Claim only these; empty for all.</param>
    /// <param name="cancellation">Ends the wait and the statement that runs.</param>
    /// <returns>The jobs that were claimed; they have been started.</returns>
    public async ValueTask<IReadOnlyList<RunningJob>> TurnAsync(IReadOnlyList<string> only, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await TurnInPlacesAsync(only, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Waits for the turn in progress, no longer than the limit.</summary>
    public async Task SettleAsync(TimeSpan limit)
    {
        if (await _oneAtATime.WaitAsync(limit).ConfigureAwait(false))
            _oneAtATime.Release();
    }

    /// <summary>With all free places, until it is known how many are needed: the next turn must not begin before the others are back.</summary>
    private async ValueTask<IReadOnlyList<RunningJob>> TurnInPlacesAsync(IReadOnlyList<string> only, CancellationToken cancellation)
    {
        var free = MayStart() ? await places.TakeAsync(cancellation).ConfigureAwait(false) : 0;
        var used = 0;
        try
        {
            var started = await TurnAsync(free, only, cancellation).ConfigureAwait(false);
            used = started.Count;
            return started;
        }
        finally
        {
            await places.GiveBackAsync(free - used).ConfigureAwait(false);
        }
    }

    private async ValueTask<IReadOnlyList<RunningJob>> TurnAsync(int free, IReadOnlyList<string> only, CancellationToken cancellation)
    {
        var ended = runs.All.Where(static run => run.HasNews).OrderBy(static run => run.Job, StringComparer.Ordinal).ToList();
        if (free == 0 && ended.Count == 0)
            return [];
        var turn = await database
            .WriteAsync((Self: this, ended, free, only), static (scope, state, token) => state.Self.WriteAsync(scope, state.ended, state.free, state.only, token), null, cancellation)
            .ConfigureAwait(false);
        foreach (var (run, record) in turn.Ended)
            Close(run, record);
        turn.Notices.ForEach(Notice);
        foreach (var wake in turn.Wakes)
            Wake = Wake is { } earliest ? Math.Min(earliest, wake) : wake;
        foreach (var run in turn.Started)
        {
            runs.Add(run);
            Start(run);
        }

        return turn.Started;
    }

    private void Close(RunningJob run, RunRecord record)
    {
        if (run.IsClosed || !run.IsAbandoned || record.State == RunState.Lost)
            runs.Remove(run);
        if (run.IsClosed)
            return;
        run.IsClosed = true;
        Ended(run, record);
        run.MarkRecorded(record);
    }

    private async ValueTask<Turn> WriteAsync(
        IWriteScope scope, List<RunningJob> ended, int free, IReadOnlyList<string> only, CancellationToken cancellation)
    {
        await database.EnsureSchemaAsync(SchedulerTables.Schema, scope, cancellation).ConfigureAwait(false);
        var now = await clock.BeginAsync(scope, options.CurrentValue.Lease, cancellation).ConfigureAwait(false);
        var turn = new Turn();
        var batch = new SqlBatch(scope);
        if (ended.Count > 0)
            await WriteEndsAsync(scope, batch, ended, now, turn, cancellation).ConfigureAwait(false);
        if (free > 0)
            await ClaimAsync(scope, batch, free, only, now, turn, cancellation).ConfigureAwait(false);
        return turn;
    }

    private async ValueTask WriteEndsAsync(
        IWriteScope scope, SqlBatch batch, List<RunningJob> ended, long now, Turn turn, CancellationToken cancellation)
    {
        var ending = new JobEnding(batch, now, options.CurrentValue);
        var rows = await LockAsync(scope, [.. ended.Select(static run => run.Job).Distinct(StringComparer.Ordinal)], cancellation).ConfigureAwait(false);
        foreach (var run in ended)
        {
            var isThere = rows.TryGetValue(run.Job, out var row);
            if (isThere && row is null)
                continue;
            if (row is null || row.LeaseToken != run.FencingToken || (row.LeaseOwner ?? host.Node) != host.Node)
            {
                turn.Ended.Add((run, run.Record(null, new RunOutcome { State = RunState.Lost, Summary = "Another host had taken the job over." })));
            }
            else if (row.LeaseOwner is null)
            {
                // Written before: nobody could know that the commit had succeeded.
                turn.Ended.Add((run, row.LastRun is { } last && last.Id == run.Id ? last : run.Record(null, run.Outcome)));
            }
            else if (run.IsClosed)
            {
                row.Release();
                JobRows.Write(batch, row);
                turn.Ended.Add((run, run.Record(null, run.Outcome)));
            }
            else
            {
                turn.Ended.Add((run, ending.Apply(run, row)));
            }

            if (row is { IsLeased: false, Wake: { } wake })
                turn.Wakes.Add(wake);
        }

        turn.Notices.AddRange(ending.Notices);
        await batch.RunAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Rows by name. Null stands for one that somebody else has locked, such as a task that has confirmed its end and has not committed
    /// yet: it must not keep all others waiting, and is asked for again later.
    /// </summary>
    private async ValueTask<Dictionary<string, JobRow?>> LockAsync(IWriteScope scope, IReadOnlyCollection<string> names, CancellationToken cancellation)
    {
        var (list, parameters) = JobRows.In(names);
        var rows = (await JobRows.ReadAsync(scope, $"WHERE name IN ({list}) ORDER BY name{_lockFree}", [.. parameters], cancellation).ConfigureAwait(false))
            .ToDictionary(static row => row.Name, static row => (JobRow?)row, StringComparer.Ordinal);
        if (rows.Count == names.Count)
            return rows;
        foreach (var row in await JobRows.ReadAsync(scope, $"WHERE name IN ({list})", [.. parameters], cancellation).ConfigureAwait(false))
            rows.TryAdd(row.Name, null);
        return rows;
    }

    /// <summary>Takes due jobs in the order of their times, then names, and leaves alone those that another host is just looking at.</summary>
    private async ValueTask ClaimAsync(
        IWriteScope scope, SqlBatch batch, int places, IReadOnlyList<string> only, long now, Turn turn, CancellationToken cancellation)
    {
        var claim = new JobClaim(batch, host.Node, now, WatchedSince, options.CurrentValue);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var round = 0; turn.Started.Count < places && round < MostRounds; round++)
        {
            var (where, parameters) = Due(only, now);
            var rows = await JobRows
                .ReadAsync(scope, $"{where} ORDER BY wake, name LIMIT {places - turn.Started.Count}{_lockFree}", [.. parameters], cancellation)
                .ConfigureAwait(false);
            var isNew = false;
            foreach (var row in rows.Where(row => seen.Add(row.Name)))
            {
                isNew = true;
                if (catalog.Find(row.Name, row.Overrides) is not { } job || runs.Has(row.Name, row.LeaseToken) && row.IsLeased)
                    continue;
                if (claim.TryTake(job, row))
                    turn.Started.Add(new RunningJob(job, row, host.Node, options.CurrentValue, clock, logger, time));
                else if (row.Wake is { } wake)
                    turn.Wakes.Add(wake);
            }

            await batch.RunAsync(cancellation).ConfigureAwait(false);
            if (!isNew)
                break;
        }

        turn.Notices.AddRange(claim.Notices);
    }

    private (string Where, List<(string Name, object? Value)> Parameters) Due(IReadOnlyList<string> only, long now)
    {
        var where = $"WHERE wake <= @now AND {JobsNow.NotPaused}";
        var parameters = new List<(string Name, object? Value)> { ("@now", now) };
        var names = only.Count > 0 ? only : Strangers;
        if (names.Count > 0)
        {
            var (list, values) = JobRows.In(names);
            where += $" AND name {(only.Count > 0 ? "" : "NOT ")}IN ({list})";
            parameters.AddRange(values);
        }

        return (where, parameters);
    }

    /// <summary>What a transaction did; it counts when the transaction is committed.</summary>
    private sealed class Turn
    {
        public List<(RunningJob Run, RunRecord Record)> Ended { get; } = [];

        public List<RunningJob> Started { get; } = [];

        public List<long> Wakes { get; } = [];

        public List<JobNotice> Notices { get; } = [];
    }
}
