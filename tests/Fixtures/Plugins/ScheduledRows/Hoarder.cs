using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace ScheduledRows;

/// <summary>Confirms its end and never commits, whatever it is told.</summary>
[Component("fixture.scheduledrows.Hoarder")]
public sealed class Hoarder(IDatabase database, IOptionsMonitor<ScheduledRowsOptions> options) : IScheduledTask
{
    public IReadOnlyList<ScheduledJob> Jobs => options.CurrentValue.Hoards ? [new ScheduledJob { Name = "hoarder", Schedule = "every 1s" }] : [];

    public async ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation)
    {
        await using var scope = await database.BeginWriteAsync(cancellation);
        await Rows.InsertAsync(database, run, "end", scope, cancellation);
        await run.ConfirmAsync(scope, cancellation);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return TaskResult.Done;
    }
}
