using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler;

/// <summary>
/// Looks after the runs of this host while there are any: renews their leases, ends them at their time limit, cancels those that a
/// person wants cancelled or that were lost to another host, and writes how far they are.
/// </summary>
internal sealed class LeaseKeeper(
    IDatabase database,
    IHost host,
    RunningJobs runs,
    DatabaseClock clock,
    IOptionsMonitor<SchedulerOptions> options,
    TimeProvider time,
    ILogger logger)
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    /// <summary>Of the lease; so early that a host which is only slow, or stopped for a little less than the lease, keeps its jobs.</summary>
    private const int RenewalsPerLease = 12;

    /// <summary>A host that can't renew its leases ends its runs so long before another may begin them.</summary>
    private static readonly TimeSpan s_margin = TimeSpan.FromMicroseconds(JobRow.TakeOverAfter);

    private readonly Lock _lock = new();
    private bool _isKeeping;

    /// <summary>Told when there is something to write.</summary>
    public required Func<ValueTask> News { get; init; }

    /// <summary>Told when a run's place is free although its code has not returned.</summary>
    public required Func<Task> Abandoned { get; init; }

    /// <summary>Begins to look, unless it does already.</summary>
    public void Watch()
    {
        lock (_lock)
        {
            if (_isKeeping)
                return;
            _isKeeping = true;
            using (ExecutionContext.SuppressFlow())
                _ = Task.Run(KeepAsync);
        }
    }

    private async Task KeepAsync()
    {
        var talk = Task.CompletedTask;
        while (true)
        {
            await Task.Delay(s_tick, time).ConfigureAwait(false);
            lock (_lock)
            {
                if (runs.IsEmpty && talk.IsCompleted)
                {
                    _isKeeping = false;
                    return;
                }
            }

            // A database that does not answer must not keep the limits of time from being kept.
            EndOverdue();
            if (talk.IsCompleted)
                talk = TalkAsync();
            else
                GiveUpLeases();
        }
    }

    private async Task TalkAsync()
    {
        try
        {
            await TellAsync().ConfigureAwait(false);
            if (runs.All.Any(static run => run.HasNews))
                await News().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            logger.LogWarning("The leases could not be renewed: {Reason}", exception is TracException ? exception.Message : exception.ToString());
            GiveUpLeases();
        }
    }

    private void EndOverdue()
    {
        foreach (var run in runs.All.Where(static run => run.Outcome is null))
        {
            var limit = run.Definition.Settings.Timeout;
            if (limit > TimeSpan.Zero && time.GetElapsedTime(run.StartedAt) > limit)
                run.Cancel(CancelReason.TimeLimit);
            if (run.Reason != CancelReason.None && time.GetElapsedTime(run.CancelledAt) > options.CurrentValue.KillGrace)
                Abandon(run);
        }
    }

    /// <summary>Ends a run although its code goes on.</summary>
    public void Abandon(RunningJob run)
    {
        if (!run.TryEnd(TaskCaller.Abandoned(run), isAbandoned: true))
            return;
        logger.LogError("Job {Job} was told to end and has not: it is abandoned, and not run again before its code returns.", run.Job);
        _ = Abandoned();
    }

    private async ValueTask TellAsync()
    {
        var held = runs.All.Where(static run => !run.IsClosed || run.IsAbandoned).ToList();
        if (held.Count == 0)
            return;
        var lease = options.CurrentValue.Lease;
        var renews = held.Exists(run => time.GetElapsedTime(run.RenewedAt) >= lease / RenewalsPerLease);
        var progress = held.Select(static run => (Run: run, Progress: run.TakeProgress())).Where(static pair => pair.Progress is not null).ToList();
        var before = time.GetTimestamp();
        var rows = renews || progress.Count > 0
            ? await database.WriteAsync(
                (Self: this, held, renews, progress, lease),
                static (scope, state, token) => state.Self.RenewAsync(scope, state.held, state.renews ? state.lease : null, state.progress, token),
                null, CancellationToken.None).ConfigureAwait(false)
            : await database.ReadAsync(held, static (session, runs, token) => ReadAsync(session, runs, token), CancellationToken.None).ConfigureAwait(false);
        foreach (var run in held)
        {
            if (!rows.TryGetValue(run.Job, out var row) || row.LeaseOwner != host.Node || row.LeaseToken != run.FencingToken)
            {
                run.Cancel(CancelReason.LeaseLost);
                continue;
            }

            if (row.LeaseUntil != run.LeaseUntil)
                (run.RenewedAt, run.LeaseUntil) = (before, row.LeaseUntil);
            if (row.CancelBy is { } author)
                run.Cancel(CancelReason.Person, author);
        }
    }

    private async ValueTask<Dictionary<string, JobRow>> RenewAsync(
        IWriteScope scope, List<RunningJob> held, TimeSpan? lease, List<(RunningJob Run, Sdk.Scheduling.TaskProgress? Progress)> progress, CancellationToken cancellation)
    {
        var now = await clock.BeginAsync(scope, options.CurrentValue.Lease, cancellation).ConfigureAwait(false);
        var free = await LockAsync(scope, held, cancellation).ConfigureAwait(false);
        var batch = new SqlBatch(scope);
        if (lease is { } length && free.Count > 0)
        {
            var (list, parameters) = JobRows.In(free);
            var until = now + (long)length.TotalMicroseconds;
            batch.Add(
                $"UPDATE offtrac_scheduler_job SET lease_until = @until, wake = @wake WHERE lease_owner = @node AND name IN ({list})",
                [("@until", until), ("@wake", until + JobRow.TakeOverAfter), ("@node", host.Node), .. parameters]);
        }

        foreach (var (run, report) in progress.Where(pair => free.Contains(pair.Run.Job)))
        {
            batch.Add(
                "UPDATE offtrac_scheduler_job SET progress = @progress WHERE name = @name AND lease_owner = @node AND lease_token = @token",
                ("@progress", JobRows.Json(report)), ("@name", run.Job), ("@node", host.Node), ("@token", run.FencingToken));
        }

        await batch.RunAsync(cancellation).ConfigureAwait(false);
        return await ReadAsync(scope, held, cancellation).ConfigureAwait(false);
    }

    /// <summary>Those whose rows nobody has locked: a task that has confirmed its end and does not commit must not cost the others their leases.</summary>
    private async ValueTask<HashSet<string>> LockAsync(IWriteScope scope, List<RunningJob> held, CancellationToken cancellation)
    {
        var (list, parameters) = JobRows.In([.. held.Select(static run => run.Job)]);
        var rows = await JobRows
            .ReadAsync(scope, $"WHERE lease_owner = @node AND name IN ({list}) ORDER BY name{RowLocks.SkipLocked(database)}", [("@node", host.Node), .. parameters], cancellation)
            .ConfigureAwait(false);
        return rows.Select(static row => row.Name).ToHashSet(StringComparer.Ordinal);
    }

    private static async ValueTask<Dictionary<string, JobRow>> ReadAsync(IDatabaseSession session, List<RunningJob> held, CancellationToken cancellation)
    {
        var (list, parameters) = JobRows.In([.. held.Select(static run => run.Job)]);
        var rows = await JobRows.ReadAsync(session, $"WHERE name IN ({list})", [.. parameters], cancellation).ConfigureAwait(false);
        return rows.ToDictionary(static row => row.Name, StringComparer.Ordinal);
    }

    /// <summary>By this machine's monotonic clock: the database, whose clock counts, can't be asked.</summary>
    private void GiveUpLeases()
    {
        var limit = options.CurrentValue.Lease - s_margin;
        foreach (var run in runs.All.Where(run => run.Outcome is null && time.GetElapsedTime(run.RenewedAt) > (limit > s_tick ? limit : options.CurrentValue.Lease / 2)))
            run.Cancel(CancelReason.LeaseLost);
    }
}
