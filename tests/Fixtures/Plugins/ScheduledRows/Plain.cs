using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace ScheduledRows;

/// <summary>At least once: the row and the end of the run are two transactions.</summary>
[Component("fixture.scheduledrows.Plain")]
public sealed class Plain(IDatabase database, IOptionsMonitor<ScheduledRowsOptions> options) : RowsTask(database, options, "plain")
{
    protected override async ValueTask FinishAsync(TaskRun run, CancellationToken cancellation)
    {
        await using var scope = await Database.BeginWriteAsync(cancellation);
        await Rows.InsertAsync(Database, run, "end", scope, cancellation);
        await scope.CommitAsync(cancellation);
    }
}
