using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Scheduling;

[assembly: Plugin("fixture.scheduledforhost", Description = "A job of the installation.")]

namespace ScheduledForHost;

/// <summary>Counts the environments that are served.</summary>
[Component("fixture.scheduledforhost.Census", Scope = ComponentScope.Host)]
public sealed class Census(IEnvironments environments) : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs { get; } = [new ScheduledJob { Name = "host.census", Schedule = "every 1s" }];

    public ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation) =>
        new(new TaskResult { Summary = $"{environments.Served.Count} environments" });
}
