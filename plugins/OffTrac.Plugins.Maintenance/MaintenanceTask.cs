using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Maintenance;

/// <summary>A task with one job, which leaves an environment alone that can't be written.</summary>
/// <param name="job">The job.</param>
public abstract class MaintenanceTask(ScheduledJob job) : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs { get; } = [job];

    public async ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation)
    {
        try
        {
            return await WorkAsync(run, cancellation).ConfigureAwait(false);
        }
        catch (ReadOnlyException refused)
        {
            return Unchanged(refused.Message);
        }
    }

    protected abstract ValueTask<TaskResult> WorkAsync(TaskRun run, CancellationToken cancellation);

    protected static TaskResult Unchanged(string summary) => TaskResult.Unchanged with { Summary = summary };
}
