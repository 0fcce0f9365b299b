using System.Globalization;
using OffTrac.Plugins.Scheduler.Notices;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What the end of a run means for its job: the line of the history, a retry, a pause, the next time.</summary>
internal sealed class JobEnding(SqlBatch batch, long now, SchedulerOptions options)
{
    private const long Hour = 3_600_000_000;
    private const int LongestChain = 100;

    /// <summary>What people are to be told once it is committed.</summary>
    public List<JobNotice> Notices { get; } = [];

    /// <summary>Writes the end of a run, and gives the job free unless the run's code is still at it.</summary>
    /// <param name="run">The run, with its outcome.</param>
    /// <param name="row">The job's row, under the run's own lease.</param>
    /// <returns>The line of the history.</returns>
    public RunRecord Apply(RunningJob run, JobRow row)
    {
        var outcome = run.Outcome!;
        if (row.IsConfirmed && outcome.State != RunState.Ok)
            outcome = outcome with { State = RunState.Ok, Summary = $"Its work was committed. {outcome.Summary}", GivesBackIn = null };
        var record = run.Record(TracTime.FromMicroseconds(now), outcome);
        switch (outcome.State)
        {
            case RunState.Ok:
                Succeeded(run, row, record, outcome.Result);
                break;
            case RunState.Failed or RunState.TimedOut:
                Failed(run, row, record, outcome);
                break;
            case RunState.Lost when run.Definition.Settings.OnLost == LostRunPolicy.Rerun:
                row.Again = run.Run.Again(now, TaskTrigger.LostRerun, run.Attempt + 1);
                break;
            case RunState.Cancelled when outcome.GivesBackIn is { } pause:
                row.Again = run.Run.Again(now + (long)pause.TotalMicroseconds, run.Trigger, run.Attempt);
                break;
        }

        Write(row, record, isFolded: outcome is { State: RunState.Ok, Result.Changed: false } && run.Run.Author is null);
        if (run.Definition is { Schedule.AfterEnd: { } rest, Settings.Enabled: true, Problem: null })
            (row.NextSlot, row.NextDue) = (now + (long)rest.TotalMicroseconds, now + (long)rest.TotalMicroseconds + run.Definition.Jitter);
        if (run is { IsAbandoned: true, HasReturned: false })
            (row.IsAbandoned, row.Running, row.Progress) = (true, null, null);
        else
            row.Release();
        JobRows.Write(batch, row);
        return record;
    }

    private void Succeeded(RunningJob run, JobRow row, RunRecord record, TaskResult result)
    {
        // After a pause the failures are counted anew, but those before it were told of.
        if (row.Failures > 0 || (row.LastRun is { State: RunState.Failed or RunState.TimedOut } last && last.Attempt > run.Definition.Settings.Retries))
            Notices.Add(JobNotice.Recovered(record));
        (row.Failures, row.LastSuccess) = (0, run.Run.Started);
        if (result.RunAgainIn is not { } pause || run.Run.Chain >= LongestChain)
            return;
        var at = now + Math.Max(0, (long)pause.TotalMicroseconds);
        row.Again = run.Run.Again(at, TaskTrigger.Again, attempt: 1) with { Slot = at, Chain = run.Run.Chain + 1, Author = null };
    }

    private void Failed(RunningJob run, JobRow row, RunRecord record, RunOutcome outcome)
    {
        var settings = run.Definition.Settings;
        if (outcome.IsRetryable && run.Attempt <= settings.Retries)
        {
            row.Again = run.Run.Again(now + RetryDelay(run, settings), TaskTrigger.Retry, run.Attempt + 1);
            return;
        }

        row.Failures++;
        if (settings.PauseAfter == 0 || row.Failures < settings.PauseAfter || row.IsPaused)
        {
            if (row.Failures == 1)
                Notices.Add(JobNotice.Failed(record));
            return;
        }

        (row.IsPaused, row.PauseReason) = (true, string.Create(CultureInfo.InvariantCulture, $"{row.Failures} failed runs in a row"));
        Notices.Add(JobNotice.Paused(record, row.PauseReason));
    }

    /// <summary>Doubled each time, ±10 % by the run's identity, so that not all come back at once.</summary>
    private long RetryDelay(RunningJob run, JobSettings settings)
    {
        var delay = Math.Min(settings.RetryDelay.TotalMicroseconds * Math.Pow(2, run.Attempt - 1), options.RetryMaxDelay.TotalMicroseconds);
        return (long)(delay * (0.9 + (0.2 * (run.Id.ToByteArray()[^1] / 255d))));
    }

    /// <summary>Runs without effect that nobody asked for are one line an hour, as long as nothing else happens between them.</summary>
    private void Write(JobRow row, RunRecord record, bool isFolded)
    {
        row.LastRun = record with { Log = null, Exception = null };
        if (!isFolded)
        {
            row.FoldId = null;
            RunRows.Write(batch, record, isFolded: false);
            return;
        }

        var hour = now / Hour;
        if (row.FoldId is { } fold && row.FoldHour == hour)
        {
            RunRows.Write(batch, record with { Id = fold }, isFolded: true);
            return;
        }

        (row.FoldId, row.FoldHour) = (record.Id, hour);
        RunRows.Write(batch, record, isFolded: false);
    }
}
