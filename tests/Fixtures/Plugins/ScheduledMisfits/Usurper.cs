using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;

namespace ScheduledMisfits;

/// <summary>Claims the name of another component's job, beside one of its own, and one that is no name at all.</summary>
[Component("fixture.scheduledmisfits.Usurper")]
public sealed class Usurper : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs =>
    [
        new ScheduledJob { Name = "misfit.unchanged", Schedule = "manual" },
        new ScheduledJob { Name = "usurper.own", Schedule = "manual" },
        new ScheduledJob { Name = "Not A Name", Schedule = "manual" },
    ];

    public ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation) => new(new TaskResult { Summary = "by the usurper" });
}
