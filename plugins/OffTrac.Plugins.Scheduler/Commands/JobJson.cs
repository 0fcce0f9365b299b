using System.Text.Json;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Web;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary>The members of a job as JSON.</summary>
internal static class JobJson
{
    public static void Write(Utf8JsonWriter json, JobStatus job)
    {
        json.WriteString("name", job.Name);
        json.WriteString("description", job.Description);
        json.WriteString("component", job.Component);
        json.WriteString("state", Choice.Word(job.State));
        json.WriteString("hint", job.Hint);
        json.WriteString("schedule", job.Schedule);
        json.WriteString("meaning", job.Meaning);
        json.WriteString("timezone", job.TimeZone);
        RunJson.WriteTime(json, "next_due", job.NextDue);
        if (job.OverdueBy is { } late)
            json.WriteNumber("overdue", late.TotalSeconds);
        else
            json.WriteNull("overdue");
        json.WriteBoolean("paused", job.IsPaused);
        json.WriteNumber("failures", job.Failures);
        Write(json, "last_run", job.LastRun);
        Write(json, "running", job.Current);
    }

    private static void Write(Utf8JsonWriter json, string name, RunRecord? run)
    {
        json.WritePropertyName(name);
        if (run is null)
            json.WriteNullValue();
        else
            RunJson.Write(json, run, withOutput: false);
    }
}
