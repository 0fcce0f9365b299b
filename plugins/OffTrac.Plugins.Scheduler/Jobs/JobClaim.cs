using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>
/// Looks at a job's row whose time has come, locked by the transaction that reads it: closes what a dead host left, and takes the job
/// for this host when a run is due.
/// </summary>
internal sealed class JobClaim(SqlBatch batch, string node, long now, long watchedSince, SchedulerOptions options)
{
    private const long Hour = 3_600_000_000;

    /// <summary>A job that kills its host must not kill them all, one after the other.</summary>
    private const int MostLost = 3;

    /// <summary>What people are to be told once it is committed.</summary>
    public List<JobNotice> Notices { get; } = [];

    /// <summary>Brings the row up to date and writes it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="row">Its row, without a valid lease.</param>
    /// <returns>Whether this host has it now: <see cref="JobRow.Running"/> says what to run.</returns>
    public bool TryTake(JobDefinition job, JobRow row)
    {
        if (row.IsLeased)
            CloseLost(job, row);
        if (row.AbsentSince is not null)
            Return(job, row);
        var run = NextRun(job, row);
        if (run is not null)
        {
            row.Running = run;
            row.LeaseOwner = node;
            row.LeaseToken++;
            row.LeaseUntil = now + (long)options.Lease.TotalMicroseconds;
        }

        JobRows.Write(batch, row);
        return run is not null;
    }

    private CurrentRun? NextRun(JobDefinition job, JobRow row)
    {
        if (row.Request is { } request && request.At <= now)
        {
            row.Request = null;
            return Started(request);
        }

        if (row.IsPaused)
            return null;
        var isDue = row.NextDue <= now;
        if (row.Again is { } again && again.At <= now && !(isDue && again.Trigger == TaskTrigger.Retry))
        {
            row.Again = null;
            return Started(again);
        }

        return isDue ? ServeSlots(job, row) : null;
    }

    private CurrentRun? ServeSlots(JobDefinition job, JobRow row)
    {
        if (job.Problem is not null || !job.Settings.Enabled)
        {
            (row.NextSlot, row.NextDue) = (null, null);
            return null;
        }

        var slots = DueSlots.Of(job, row, now, watchedSince, options);
        (row.LastSlot, row.NextSlot, row.NextDue) = (slots.Served, slots.Next, slots.Next + job.Jitter);
        Note(row, slots);
        if (slots.Run is not { } slot)
            return null;

        // A regular time that comes first takes the place of a retry or an extra run.
        if (row.Again?.Trigger is TaskTrigger.Retry or TaskTrigger.Again)
            row.Again = null;
        return new CurrentRun { Id = Guid.CreateVersion7(), Slot = slot, Started = now, Trigger = slots.Trigger };
    }

    private CurrentRun Started(RunRequest request) => new()
    {
        Id = request.Id,
        Slot = request.Slot,
        Started = now,
        Trigger = request.Trigger,
        Attempt = request.Attempt,
        Author = request.Author,
        Arguments = request.Arguments,
        Chain = request.Chain,
    };

    /// <summary>A host has died, or was too slow to renew its lease; what it does from now on has no effect on the row.</summary>
    private void CloseLost(JobDefinition job, JobRow row)
    {
        if (row.Running is { } run)
        {
            var record = new RunRecord
            {
                Id = run.Id,
                Job = row.Name,
                ScheduledFor = TracTime.FromMicroseconds(run.Slot),
                Started = TracTime.FromMicroseconds(run.Started),
                Ended = TracTime.FromMicroseconds(now),
                Node = row.LeaseOwner!,
                Trigger = run.Trigger,
                Author = run.Author,
                Attempt = run.Attempt,
                State = row.IsConfirmed ? RunState.Ok : RunState.Lost,
                Summary = row.IsConfirmed ? "Its work was committed; then its host died." : $"{row.LeaseOwner} died, or was away for longer than its lease.",
            };
            RunRows.Write(batch, record, isFolded: false);
            (row.LastRun, row.FoldId) = (record, null);
            if (row.IsConfirmed)
                (row.LastSuccess, row.Failures) = (run.Started, 0);
            else if (run is { Trigger: TaskTrigger.LostRerun, Attempt: > MostLost })
                Pause(row, record, $"{run.Attempt} hosts in a row died while they ran it");
            else if (job.Settings.OnLost == LostRunPolicy.Rerun)
                row.Again = run.Again(now, TaskTrigger.LostRerun, run.Attempt + 1);
            if (job.Schedule?.AfterEnd is { } pause && job.Settings.Enabled)
                (row.NextSlot, row.NextDue) = (now + (long)pause.TotalMicroseconds, now + (long)pause.TotalMicroseconds + job.Jitter);
        }

        row.Release();
    }

    private void Pause(JobRow row, RunRecord record, string reason)
    {
        (row.IsPaused, row.PauseReason) = (true, reason);
        Notices.Add(JobNotice.Paused(record, reason));
    }

    /// <summary>The component was away; what it has missed meanwhile is nobody's concern.</summary>
    private void Return(JobDefinition job, JobRow row)
    {
        if (row.NextDue + (long)job.Settings.MisfireGrace.TotalMicroseconds < now)
            row.SkipBefore = now;
        row.AbsentSince = null;
    }

    private void Note(JobRow row, DueSlots slots)
    {
        var time = TracTime.FromMicroseconds(now);
        if (slots.Missed > 0)
        {
            RunRows.Write(
                batch,
                Line(row, RunState.Missed, slots.Missed, slots.Served, string.Create(CultureInfo.InvariantCulture, $"{slots.Missed} planned {(slots.Missed == 1 ? "time" : "times")} missed.")) with
                {
                    Id = Guid.CreateVersion7(),
                },
                isFolded: false);
            row.FoldId = null;
        }

        if (slots.Skipped > 0)
            RunRows.Write(batch, Line(row, RunState.Skipped, slots.Skipped, slots.Served, "Came while the job ran or waited."), isFolded: true);

        RunRecord Line(JobRow of, RunState state, int count, long slot, string summary) => new()
        {
            // One line an hour.
            Id = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{of.Name}\n{state}\n{now / Hour}")).AsSpan(0, 16)),
            Job = of.Name,
            ScheduledFor = TracTime.FromMicroseconds(slot),
            Started = time,
            Ended = time,
            Node = node,
            State = state,
            Summary = summary,
            Count = count,
        };
    }
}
