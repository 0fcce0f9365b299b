using System.Globalization;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>A job in a few words for people.</summary>
internal static class JobWords
{
    /// <summary>Such as <c>running 40 %</c>, <c>failing ×3</c> or <c>overdue by 10 h 3 min</c>.</summary>
    public static string State(JobStatus job) => job switch
    {
        { State: JobState.Running, Current.Progress: { } progress } => $"running {Progress(progress)}".TrimEnd(),
        { State: JobState.Failing } => string.Create(CultureInfo.InvariantCulture, $"failing ×{job.Failures}"),
        { State: JobState.Overdue, OverdueBy: { } late } => $"overdue by {TimeWords.Duration(late)}",
        _ => Choice.Word(job.State).Replace('-', ' '),
    };

    /// <summary>When it is started next, such as <c>in 3 min</c>; empty for never.</summary>
    public static string Next(JobStatus job, DateTimeOffset now) => job.NextDue is { } due ? TimeWords.Relative(due, now) : "";

    /// <summary>How the last run went, such as <c>2 h ago, ok, 1 s: 3 messages</c>; empty for none.</summary>
    public static string Last(JobStatus job, DateTimeOffset now)
    {
        if (job.LastRun is not { } run)
            return "";
        var took = run.Ended is { } ended ? $", {TimeWords.Duration(ended - run.Started)}" : "";
        return $"{TimeWords.Relative(run.Started, now)}, {Choice.Word(run.State)}{took}{(run.Summary is { Length: > 0 } summary ? $": {summary}" : "")}";
    }

    /// <summary>Such as <c>40 % (4 of 10) message 4</c>.</summary>
    public static string Progress(TaskProgress progress)
    {
        var number = progress.Total is > 0 and var total
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(progress.Done * 100 / total, 0, 100)} % ({progress.Done} of {total})")
            : progress.Done > 0 ? progress.Done.ToString(CultureInfo.InvariantCulture) : "";
        return $"{number} {progress.Text}".Trim();
    }
}
