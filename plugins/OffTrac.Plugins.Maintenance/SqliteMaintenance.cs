using OffTrac.Sdk.Components;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Maintenance;

/// <summary>Keeps a SQLite file quick: statistics for the planner of queries, an empty write-ahead log. Idle on PostgreSQL.</summary>
[Component("offtrac.maintenance.SqliteMaintenance")]
public sealed class SqliteMaintenance(IDatabase database) : MaintenanceTask(Job(database))
{
    protected override async ValueTask<TaskResult> WorkAsync(TaskRun run, CancellationToken cancellation)
    {
        var done = await database.MaintainAsync(cancellation).ConfigureAwait(false);
        return new TaskResult { Summary = done.Summary, Changed = done.Changed };
    }

    private static ScheduledJob Job(IDatabase database) => new()
    {
        Name = "sqlite-maintenance",
        Description = "Renews the statistics of a SQLite database and empties its write-ahead log.",
        Schedule = "daily 04:30",
        Jitter = TimeSpan.FromMinutes(30),
        Enabled = database.Engine == DatabaseEngine.Sqlite,
    };
}
