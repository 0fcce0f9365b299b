using System.Text.Json;
using OffTrac.Plugins.Scheduler.Jobs;
using OffTrac.Sdk.Commands;

namespace OffTrac.Plugins.Scheduler.Commands;

/// <summary><c>scheduler list</c>.</summary>
internal sealed class JobListing(SchedulerService service, TimeProvider time)
{
    public async ValueTask<CommandResult> ListAsync(CommandInput input, CancellationToken cancellation)
    {
        var states = input.All("--state").Select(static word => Choice.Parse<JobState>("--state", word)).ToHashSet();
        var all = await service.ListAsync(cancellation).ConfigureAwait(false);
        var jobs = all.Where(job => (states.Count == 0 || states.Contains(job.State)) && Has(job, input["TEXT"])).ToList();
        return new CommandResult { Table = Table(jobs, time.GetUtcNow()), Json = CommandJson.Write(json => Write(json, jobs)) };
    }

    private static bool Has(JobStatus job, string? text) =>
        text is null || new[] { job.Name, job.Description, job.Component, job.Schedule }.Any(part => part.Contains(text, StringComparison.OrdinalIgnoreCase));

    private static CommandTable Table(IReadOnlyList<JobStatus> jobs, DateTimeOffset now) => new()
    {
        Columns = ["job", "state", "next", "last", "schedule", "meaning", "node", "why"],
        Rows = [.. jobs.Select(job => new object?[]
        {
            job.Name, JobWords.State(job), JobWords.Next(job, now), JobWords.Last(job, now), job.Schedule, job.Meaning,
            job.Current?.Node ?? job.LastRun?.Node, job.Hint,
        })],
    };

    private static void Write(Utf8JsonWriter json, IReadOnlyList<JobStatus> jobs)
    {
        json.WriteStartArray();
        foreach (var job in jobs)
        {
            json.WriteStartObject();
            JobJson.Write(json, job);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
