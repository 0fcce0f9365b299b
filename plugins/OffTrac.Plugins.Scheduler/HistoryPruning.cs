using System.Globalization;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;

namespace OffTrac.Plugins.Scheduler;

/// <summary>Keeps the history as short as configured.</summary>
[Component("offtrac.scheduler.Prune")]
public sealed class HistoryPruning(SchedulerModule scheduler) : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs { get; } =
    [
        new ScheduledJob
        {
            Name = "scheduler.prune",
            Description = "Removes old lines of the scheduler's history, and jobs that have been gone for as long.",
            Schedule = "daily 03:20",
            Jitter = TimeSpan.FromMinutes(5),
        },
    ];

    public async ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation)
    {
        var removed = await scheduler.Service.PruneAsync(cancellation).ConfigureAwait(false);
        return new TaskResult { Summary = string.Create(CultureInfo.InvariantCulture, $"{removed} lines removed"), Changed = removed > 0 };
    }
}
