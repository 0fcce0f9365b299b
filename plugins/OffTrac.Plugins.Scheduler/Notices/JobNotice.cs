using System.Globalization;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk;
using OffTrac.Sdk.Notifications;

namespace OffTrac.Plugins.Scheduler.Notices;

/// <summary>Something that people are told of a job.</summary>
internal sealed record JobNotice : NotificationEvent
{
    /// <summary>Kind of resource in the words of notifications.</summary>
    public const string JobRealm = "scheduler";

    private const int LongestHeadline = 200;

    public required JobNoticeKind Kind { get; init; }

    /// <summary>One line: the job and what is the matter.</summary>
    public required string Headline { get; init; }

    /// <summary>The run that brought it about; null for none.</summary>
    public RunRecord? Run { get; init; }

    public string Job => TargetIds[0];

    public static JobNotice Failed(RunRecord run) => Of(JobNoticeKind.Failed, run, $"{(run.State == RunState.TimedOut ? "timed out" : "failed")}: {run.Summary}");

    public static JobNotice Paused(RunRecord run, string reason) => Of(JobNoticeKind.Paused, run, $"is paused: {reason}");

    public static JobNotice Recovered(RunRecord run) => Of(JobNoticeKind.Recovered, run, "is good again");

    /// <param name="job">Name of the job.</param>
    /// <param name="matter">Such as <c>is overdue by 20m</c>.</param>
    /// <param name="now">The time, µs.</param>
    public static JobNotice Overdue(string job, string matter, long now) => new()
    {
        Kind = JobNoticeKind.Overdue,
        Realm = JobRealm,
        Category = Choice.Word(JobNoticeKind.Overdue),
        TargetIds = [job],
        Time = TracTime.FromMicroseconds(now),
        Headline = $"Job {job} {matter}",
    };

    /// <summary>The text of a mail. No arguments, logs nor stack traces, which may hold secrets.</summary>
    /// <param name="environment">Name of the environment.</param>
    /// <param name="url">Where the project is; empty for nowhere.</param>
    public string Text(string environment, string url)
    {
        List<string> lines = [Headline, ""];
        if (Run is { } run)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Started:  {run.Started:yyyy-MM-dd HH:mm:ss}Z"));
            if (run.Ended is { } ended)
                lines.Add(string.Create(CultureInfo.InvariantCulture, $"Took:     {(ended - run.Started).TotalSeconds:0.###} s"));
            lines.Add($"State:    {RunWords.Of(run.State)}{(string.IsNullOrEmpty(run.Summary) ? "" : $": {run.Summary}")}");
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"Attempt:  {run.Attempt}, {RunWords.Of(run.Trigger)}{(run.Author is null ? "" : $" by {run.Author}")}"));
            lines.Add($"Host:     {run.Node}");
            lines.Add("");
        }

        lines.Add($"More: offtrac --env {environment} scheduler {(Run is null ? "show" : "history")} {Job}");
        if (url.Length > 0)
            lines.AddRange(["", "-- ", url]);
        return string.Join('\n', lines) + "\n";
    }

    private static string Shorten(string text) => text.Length > LongestHeadline ? text[..LongestHeadline] + "…" : text;

    private static JobNotice Of(JobNoticeKind kind, RunRecord run, string matter) => new()
    {
        Kind = kind,
        Realm = JobRealm,
        Category = Choice.Word(kind),
        TargetIds = [run.Job],
        Time = run.Ended,
        Headline = Shorten($"Job {run.Job} {matter.TrimEnd(' ', ':')}"),
        Run = run,
    };
}
