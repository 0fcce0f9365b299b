using System.Globalization;
using System.Text;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Web;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler show</c>.</summary>
internal sealed class JobView(SchedulerService service, TimeProvider time)
{
    private const int RunsShown = 5;

    public async ValueTask<CommandResult> ShowAsync(CommandInput input, CancellationToken cancellation)
    {
        var job = await service.GetAsync(input["JOB"]!, cancellation).ConfigureAwait(false);
        var runs = await service.HistoryAsync(new RunQuery { Job = job.Name, Limit = RunsShown }, cancellation).ConfigureAwait(false);
        return new CommandResult { Text = Text(job, runs, time.GetUtcNow()), Table = Settings(job), Json = Json(job, runs) };
    }

    private static string Text(JobStatus job, IReadOnlyList<RunRecord> runs, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, job.Name, job.Description);
        Line(text, "component", job.Component);
        Line(text, "state", job.Hint is { } hint ? $"{JobWords.State(job)}: {hint}" : JobWords.State(job));
        Line(text, "schedule", job.Meaning.Length > 0 ? $"{job.Schedule} ({job.Meaning})" : job.Schedule);
        Line(text, "time zone", job.TimeZone);
        if (job.NextDue is { } due)
            Line(text, "next run", $"{RunJson.Time(due)} ({TimeWords.Relative(due, now)})");
        if (job.OverdueBy is { } late)
            Line(text, "overdue", $"by {TimeWords.Duration(late)}");
        if (job.Current is { } current)
            Line(text, "running", $"since {TimeWords.Duration(now - current.Started)} on {current.Node}{(current.Progress is { } progress ? $", {JobWords.Progress(progress)}" : "")}");
        if (job.Failures > 0)
            Line(text, "failures", string.Create(CultureInfo.InvariantCulture, $"{job.Failures} in a row"));
        foreach (var run in runs.Where(static run => run.State != RunState.Running))
            Line(text, "run", RunListing.Line(run));
        return text.AppendLine().ToString();
    }

    private static CommandTable Settings(JobStatus job) => new()
    {
        Columns = ["setting", "value", "source", "default"],
        Rows = [.. job.Settings.Select(static setting => new object?[] { setting.Name, setting.Value, setting.Source, setting.Default })],
    };

    private static string Json(JobStatus job, IReadOnlyList<RunRecord> runs) => CommandJson.Write(json =>
    {
        json.WriteStartObject();
        JobJson.Write(json, job);
        json.WriteStartObject("settings");
        foreach (var setting in job.Settings)
        {
            json.WriteStartObject(setting.Name);
            json.WriteString("value", setting.Value);
            json.WriteString("source", setting.Source);
            json.WriteString("default", setting.Default);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("runs");
        foreach (var run in runs)
            RunJson.Write(json, run, withOutput: false);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Line(StringBuilder text, string name, string value)
    {
        if (value.Length > 0)
            text.Append(name).Append(": ").AppendLine(Printable.Of(value));
    }
}
