using System.Globalization;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler pause|resume|cancel|clear-history</c>.</summary>
internal sealed class JobSwitches(SchedulerService service)
{
    public ValueTask<CommandResult> ChangeAsync(CommandInput input, CancellationToken cancellation) => input.Words switch
    {
        "scheduler pause" => PauseAsync(input, cancellation),
        "scheduler resume" => ResumeAsync(input, cancellation),
        "scheduler cancel" => CancelAsync(input["JOB"]!, input.User, cancellation),
        _ => ClearHistoryAsync(input, cancellation),
    };

    private async ValueTask<CommandResult> PauseAsync(CommandInput input, CancellationToken cancellation)
    {
        var words = input.All("REASON");
        // With --all there is no job, so that what stands in its place is the reason's first word.
        if (input.Has("--all"))
            words = [.. input.All("JOB"), .. words];
        var job = input.Has("--all") ? null : Job(input);
        var reason = string.Join(' ', words);
        await service.PauseAsync(job, reason, input.User, cancellation).ConfigureAwait(false);
        return Said(job, "paused", reason.Length > 0 ? $"paused: {reason}" : "paused");
    }

    private async ValueTask<CommandResult> ResumeAsync(CommandInput input, CancellationToken cancellation)
    {
        var job = JobOrAll(input);
        var runNow = input.Has("--run-now");
        await service.ResumeAsync(job, runNow, input.User, cancellation).ConfigureAwait(false);
        return Said(job, "resumed", runNow ? "resumed, to run at the next ping" : "resumed");
    }

    private async ValueTask<CommandResult> CancelAsync(string job, string user, CancellationToken cancellation)
    {
        await service.CancelAsync(job, user, cancellation).ConfigureAwait(false);
        return Said(job, "cancelled", "told to end");
    }

    private async ValueTask<CommandResult> ClearHistoryAsync(CommandInput input, CancellationToken cancellation)
    {
        var job = JobOrAll(input);
        var count = await service.ClearHistoryAsync(job, cancellation).ConfigureAwait(false);
        return new CommandResult
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{job ?? "All jobs"}: {count} {(count == 1 ? "line" : "lines")} removed."),
            Json = CommandJson.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("job", job);
                json.WriteNumber("removed", count);
                json.WriteEndObject();
            }),
        };
    }

    private static string? JobOrAll(CommandInput input)
    {
        if (!input.Has("--all"))
            return Job(input);
        return input["JOB"] is { } job
            ? throw new TracException($"'{job}' and --all exclude each other.")
            : null;
    }

    private static string Job(CommandInput input) =>
        input["JOB"] ?? throw new TracException($"'{input.Words}' needs the name of a job, or --all.");

    private static CommandResult Said(string? job, string state, string text) => new()
    {
        Text = $"{job ?? "All jobs"}: {text}.",
        Json = CommandJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("job", job);
            json.WriteString("state", state);
            json.WriteEndObject();
        }),
    };
}
