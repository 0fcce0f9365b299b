using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace ScheduledRows;

/// <summary>Exactly once: the row and the end of the run are one transaction.</summary>
[Component("fixture.scheduledrows.Confirmed")]
public sealed class Confirmed(IDatabase database, IOptionsMonitor<ScheduledRowsOptions> options) : RowsTask(database, options, "confirmed")
{
    protected override async ValueTask FinishAsync(TaskRun run, CancellationToken cancellation)
    {
        await using var scope = await Database.BeginWriteAsync(cancellation);
        await Rows.InsertAsync(Database, run, "end", scope, cancellation);
        await run.ConfirmAsync(scope, cancellation);
        if (Options.Dwells > TimeSpan.Zero)
            await Task.Delay(Options.Dwells, cancellation);
        await scope.CommitAsync(cancellation);
    }
}
