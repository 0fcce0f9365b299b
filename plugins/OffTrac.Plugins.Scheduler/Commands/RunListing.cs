using System.Globalization;
using System.Text;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Schedules;
using OffTrac.Plugins.Scheduler.Web;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler history</c>.</summary>
internal sealed class RunListing(SchedulerService service)
{
    private const int MostRuns = 100_000;

    public async ValueTask<CommandResult> ListAsync(CommandInput input, CancellationToken cancellation)
    {
        var query = Query(input);
        var runs = await service.HistoryAsync(query, cancellation).ConfigureAwait(false);
        var json = CommandJson.Write(json =>
        {
            json.WriteStartArray();
            foreach (var run in runs)
                RunJson.Write(json, run, query.WithOutput);
            json.WriteEndArray();
        });
        return query.WithOutput
            ? new CommandResult { Text = string.Join('\n', runs.Select(Full)), Json = json }
            : new CommandResult { Table = Table(runs), Json = json };
    }

    /// <summary>A run in one line.</summary>
    public static string Line(RunRecord run)
    {
        var line = new StringBuilder($"{Time(run.Started)} {Choice.Word(run.State)}");
        if (run.Ended is { } ended)
            line.Append(", ").Append(TimeWords.Duration(ended - run.Started));
        line.Append(", ").Append(Why(run));
        if (run.Attempt > 1)
            line.Append(CultureInfo.InvariantCulture, $", attempt {run.Attempt}");
        if (run.Count > 1)
            line.Append(CultureInfo.InvariantCulture, $", {run.Count} times");
        if (run.Node.Length > 0)
            line.Append(", ").Append(run.Node);
        return run.Summary is { Length: > 0 } summary ? line.Append(": ").Append(summary).ToString() : line.ToString();
    }

    /// <summary>A run with what it logged and threw.</summary>
    public static string Full(RunRecord run)
    {
        var text = new StringBuilder().Append(run.Job).Append(": ").AppendLine(Line(run));
        foreach (var output in new[] { run.Log, run.Exception })
        {
            if (output is { Length: > 0 })
                text.AppendLine(Printable.Of(output.TrimEnd()));
        }

        return text.ToString();
    }

    private static RunQuery Query(CommandInput input) => new()
    {
        Job = input["JOB"],
        State = input["--state"] is { } state ? Choice.Parse<RunState>("--state", state) : null,
        After = input["--after"] is { } after ? InstantText.Parse("--after", after, ScheduleZone.Utc) : null,
        Limit = input["--limit"] is { } limit ? Limit(limit) : 50,
        WithOutput = input.Has("--output"),
    };

    private static int Limit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MostRuns
            ? limit
            : throw new TracException(string.Create(CultureInfo.InvariantCulture, $"--limit is '{text}'; allowed are whole numbers from 1 to {MostRuns}."));

    private static CommandTable Table(IReadOnlyList<RunRecord> runs) => new()
    {
        Columns = ["started", "job", "state", "took", "why", "attempt", "times", "node", "summary"],
        Rows = [.. runs.Select(static run => new object?[]
        {
            run.Started, run.Job, Choice.Word(run.State), run.Ended is { } ended ? TimeWords.Duration(ended - run.Started) : "", Why(run),
            run.Attempt, run.Count, run.Node, run.Summary,
        })],
    };

    private static string Why(RunRecord run) => run.Author is { } author ? $"{Choice.Word(run.Trigger)} by {author}" : Choice.Word(run.Trigger);

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
