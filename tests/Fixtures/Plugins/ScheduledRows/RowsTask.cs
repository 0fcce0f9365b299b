using Microsoft.Extensions.Options;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace ScheduledRows;

/// <summary>As many jobs as the ini says; each run takes its time and leaves a row.</summary>
public abstract class RowsTask(IDatabase database, IOptionsMonitor<ScheduledRowsOptions> options, string prefix) : IScheduledTask
{
    protected IDatabase Database => database;

    protected ScheduledRowsOptions Options => options.CurrentValue;

    public IReadOnlyList<ScheduledJob> Jobs
    {
        get
        {
            var now = Options;
            return [.. Enumerable.Range(1, now.Jobs).Select(number => new ScheduledJob { Name = $"{prefix}-{number:0000}", Schedule = now.Schedule, Misfire = now.Misfire })];
        }
    }

    public async ValueTask<TaskResult> RunAsync(TaskRun run, CancellationToken cancellation)
    {
        var now = Options;
        if (now.Announces)
        {
            await using var scope = await database.BeginWriteAsync(cancellation);
            await Rows.InsertAsync(database, run, "begin", scope, cancellation);
            await scope.CommitAsync(cancellation);
        }

        if (now.Takes > TimeSpan.Zero)
            await Task.Delay(now.Takes, cancellation);
        await FinishAsync(run, cancellation);
        return TaskResult.Done;
    }

    protected abstract ValueTask FinishAsync(TaskRun run, CancellationToken cancellation);
}
