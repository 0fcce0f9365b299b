using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OffTrac.Plugins.Scheduler.Commands;
using OffTrac.Plugins.Scheduler.Runs;

namespace OffTrac.Plugins.Scheduler.Web;

/// <summary>A run as JSON, the same for commands and over HTTP.</summary>
internal static class RunJson
{
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>ISO, UTC, six digits of a second.</summary>
    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            json.WriteString(name, Time(value));
        else
            json.WriteNull(name);
    }

    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    /// <param name="withOutput">Whether its log and exception may be seen.</param>
    public static void Write(Utf8JsonWriter json, RunRecord run, bool withOutput)
    {
        json.WriteStartObject();
        json.WriteString("id", run.Id);
        json.WriteString("job", run.Job);
        WriteTime(json, "scheduled_for", run.ScheduledFor);
        WriteTime(json, "started", run.Started);
        WriteTime(json, "ended", run.Ended);
        WriteSeconds(json, "duration", run.Ended - run.Started);
        WriteSeconds(json, "waited", run.Started > run.ScheduledFor ? run.Started - run.ScheduledFor : TimeSpan.Zero);
        json.WriteString("node", run.Node);
        json.WriteString("trigger", Choice.Word(run.Trigger));
        json.WriteString("author", run.Author);
        json.WriteNumber("attempt", run.Attempt);
        json.WriteString("state", Choice.Word(run.State));
        json.WriteString("summary", run.Summary);
        json.WriteNumber("count", run.Count);
        if (run.Progress is { } progress)
        {
            json.WriteStartObject("progress");
            json.WriteNumber("done", progress.Done);
            if (progress.Total is { } total)
                json.WriteNumber("total", total);
            else
                json.WriteNull("total");
            json.WriteString("text", progress.Text);
            json.WriteEndObject();
        }

        if (withOutput)
        {
            json.WriteString("log", run.Log);
            json.WriteString("exception", run.Exception);
        }

        json.WriteEndObject();
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan? span)
    {
        if (span is { } value)
            json.WriteNumber(name, value.TotalSeconds);
        else
            json.WriteNull(name);
    }
}
