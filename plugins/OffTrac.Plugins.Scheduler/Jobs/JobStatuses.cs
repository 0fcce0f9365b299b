using System.Globalization;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>Says of a job and its row how things are.</summary>
internal static class JobStatuses
{
    /// <summary>Describes a job.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="job">The job; null when no component has it.</param>
    /// <param name="row">Its row; null when there is none yet.</param>
    /// <param name="now">The time, µs.</param>
    /// <param name="pause">Why all jobs are paused; null when they are not.</param>
    /// <param name="withSettings">Whether the settings are wanted.</param>
    public static JobStatus Of(string name, JobDefinition? job, JobRow? row, long now, string? pause, bool withSettings)
    {
        var next = row is null ? job?.Next(now) + job?.Jitter : row.IsPaused ? null : JobRow.Earlier(row.NextDue, row.Again?.At);
        var state = State(job, row, now, next, pause);
        return new JobStatus
        {
            Name = name,
            Description = job?.Job.Description ?? "",
            Component = job?.Component ?? row?.Component ?? "",
            State = state,
            Hint = Hint(state, job, row, pause),
            Schedule = job?.Settings.Schedule ?? "",
            Meaning = job is { Problem: null } ? job.Schedule!.Describe(job.Zone) : "",
            TimeZone = job?.Zone.Name ?? "",
            NextDue = next is { } due && state != JobState.NoComponent ? TracTime.FromMicroseconds(due) : null,
            OverdueBy = state == JobState.Overdue ? TimeSpan.FromMicroseconds(now - next!.Value) : null,
            LastRun = row?.LastRun,
            Current = row is { Running: { } run } ? Current(name, run, row) : null,
            Requested = row?.Request?.Id,
            Failures = row?.Failures ?? 0,
            IsPaused = row?.IsPaused == true,
            Settings = withSettings && job is not null ? job.Settings.Described : [],
        };
    }

    /// <summary>The run of this moment as a line of the history.</summary>
    public static RunRecord Current(string name, CurrentRun run, JobRow row) => new()
    {
        Id = run.Id,
        Job = name,
        ScheduledFor = TracTime.FromMicroseconds(run.Slot),
        Started = TracTime.FromMicroseconds(run.Started),
        Node = row.LeaseOwner ?? "",
        Trigger = run.Trigger,
        Author = run.Author,
        Attempt = run.Attempt,
        State = RunState.Running,
        Progress = row.Progress,
    };

    private static JobState State(JobDefinition? job, JobRow? row, long now, long? next, string? pause)
    {
        if (row is { IsAbandoned: true })
            return JobState.Abandoned;
        if (row is { Running: not null })
            return JobState.Running;
        if (job is null)
            return JobState.NoComponent;
        if (job.Problem is not null)
            return JobState.BadSchedule;
        if (row is { IsPaused: true } || pause is not null)
            return JobState.Paused;
        if (row?.Request is not null)
            return JobState.Due;
        if (next <= now)
            return now - next > (long)job.Settings.MisfireGrace.TotalMicroseconds ? JobState.Overdue : JobState.Due;
        if (!job.Settings.Enabled)
            return JobState.Off;
        if (row is { Failures: > 0 })
            return JobState.Failing;
        if (next is null && job.Schedule!.IsOnce)
            return JobState.Done;
        return job.Schedule is { IsManual: true } or { IsAtStart: true } ? JobState.Manual : JobState.Idle;
    }

    private static string? Hint(JobState state, JobDefinition? job, JobRow? row, string? pause) => state switch
    {
        JobState.Abandoned => $"Its code on {row!.LeaseOwner} does not end; it is not run again before that.",
        JobState.NoComponent => "No enabled component has it.",
        JobState.BadSchedule => job!.Problem,
        JobState.Paused => pause is null ? row!.PauseReason : $"All jobs are paused: {pause}",
        JobState.Failing => string.Create(CultureInfo.InvariantCulture, $"Failed {row!.Failures} {(row.Failures == 1 ? "time" : "times in a row")}: {row.LastRun?.Summary}"),
        JobState.Overdue => row?.IsLeased == true ? $"{row.LeaseOwner} has it." : "No ping has come since, or all places are taken.",
        JobState.Done when row?.LastRun is null => "Its time has passed.",
        _ => null,
    };
}
