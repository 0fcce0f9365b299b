using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Plugins.Scheduler.Web;
using OffTrac.Sdk;
using OffTrac.Sdk.Commands;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler run</c>.</summary>
internal sealed class RunRequests(SchedulerService service, TimeProvider time)
{
    private const int EndedBadly = 3;

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    public async ValueTask<CommandResult> RunAsync(CommandInput input, CancellationToken cancellation)
    {
        var (job, arguments) = (input["JOB"]!, Arguments(input));
        if (input.Has("--here"))
        {
            var run = await service.RunHereAsync(job, arguments, input.User, TaskTrigger.Command, cancellation).ConfigureAwait(false);
            return Ended(run);
        }

        // What nobody can run would wait for ever.
        if (await service.GetAsync(job, cancellation).ConfigureAwait(false) is { State: JobState.NoComponent, Hint: var hint })
            throw new TracException($"{job} can't run: {hint}");
        var id = await service.RequestRunAsync(job, arguments, input.User, TaskTrigger.Command, cancellation).ConfigureAwait(false);
        return input.Has("--wait")
            ? Ended(await WaitAsync(job, id, input.Progress, cancellation).ConfigureAwait(false))
            : Asked(job, id);
    }

    private async ValueTask<RunRecord?> WaitAsync(string job, Guid id, TextWriter progress, CancellationToken cancellation)
    {
        var (asked, said, isPatient) = (time.GetTimestamp(), "", true);
        while (true)
        {
            var status = await service.GetAsync(job, cancellation).ConfigureAwait(false);
            if (status.Current?.Id == id)
                said = await TellAsync(status, said, progress).ConfigureAwait(false);
            else if (status.Requested != id)
                return await service.FindRunAsync(job, id, cancellation).ConfigureAwait(false);
            else if (isPatient && time.GetElapsedTime(asked) > s_patience)
                isPatient = await TellOfSilenceAsync(job, status, progress).ConfigureAwait(false);
            await Task.Delay(s_poll, time, cancellation).ConfigureAwait(false);
        }
    }

    private static async ValueTask<string> TellAsync(JobStatus status, string said, TextWriter progress)
    {
        var now = status.Current!.Progress is { } made ? JobWords.Progress(made) : $"started on {status.Current.Node}";
        if (now != said)
            await progress.WriteLineAsync(Printable.Of($"{status.Name}: {now}")).ConfigureAwait(false);
        return now;
    }

    private static async ValueTask<bool> TellOfSilenceAsync(string job, JobStatus status, TextWriter progress)
    {
        var reason = status.Current is not null ? "it still runs for an earlier time" : status.Hint ?? "no host has been pinged";
        await progress.WriteLineAsync($"{job}: not started yet: {reason}. Still waiting; --here runs it in this process.").ConfigureAwait(false);
        return false;
    }

    private static CommandResult Asked(string job, Guid id) => new()
    {
        Text = $"{job}: asked for; it starts at the next ping of a host.",
        Json = CommandJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("job", job);
            json.WriteString("state", "requested");
            json.WriteEndObject();
        }),
    };

    private static CommandResult Ended(RunRecord? run) => run is null ? CommandResult.Fail("The run was called off before it started.", EndedBadly) : new()
    {
        ExitCode = run.State == RunState.Ok ? 0 : EndedBadly,
        Text = RunListing.Full(run),
        Json = CommandJson.Write(json => RunJson.Write(json, run, withOutput: true)),
    };

    private static Dictionary<string, string> Arguments(CommandInput input)
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in input.All("--arg"))
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new TracException($"--arg is '{text}'; allowed is NAME=VALUE, such as folder=inbox.");
            arguments[text[..equals]] = text[(equals + 1)..];
        }

        return arguments;
    }
}
