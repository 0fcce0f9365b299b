using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;

namespace ScheduledMisfits;

/// <summary>Can't even say what its jobs are.</summary>
[Component("fixture.scheduledmisfits.Mutineer")]
public sealed class Mutineer : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs => throw new InvalidOperationException("no jobs from me");

    public ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation) => new(TaskResult.Done);
}
