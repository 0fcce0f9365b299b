using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>The scheduler's tables. All times are µs since 1970-01-01 UTC by the database's clock.</summary>
internal static class SchedulerTables
{
    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "scheduler",
        Tables =
        [
            new DatabaseTable
            {
                Name = "offtrac_scheduler_job",
                Columns =
                [
                    new("name"), new("component"), new("plan"), new("next_slot", ColumnType.Long), new("next_due", ColumnType.Long),
                    new("last_slot", ColumnType.Long), new("skip_before", ColumnType.Long), new("wake", ColumnType.Long),
                    new("paused", ColumnType.Integer), new("pause_reason"), new("request"), new("again"), new("running"), new("progress"),
                    new("cancel_by"), new("confirmed", ColumnType.Integer), new("abandoned", ColumnType.Integer), new("lease_owner"),
                    new("lease_token", ColumnType.Long), new("lease_until", ColumnType.Long), new("failures", ColumnType.Integer),
                    new("last_success", ColumnType.Long), new("last_run"), new("fold_id"), new("fold_hour", ColumnType.Long),
                    new("absent_since", ColumnType.Long), new("overrides"),
                ],
                Key = ["name"],
                Indices = [new DatabaseIndex { Columns = ["wake"] }, new DatabaseIndex { Columns = ["lease_until"] }],
            },
            new DatabaseTable
            {
                Name = "offtrac_scheduler_run",
                Columns =
                [
                    new("id"), new("job"), new("slot", ColumnType.Long), new("started", ColumnType.Long), new("ended", ColumnType.Long),
                    new("node"), new("trigger"), new("author"), new("attempt", ColumnType.Integer), new("state"), new("summary"),
                    new("log"), new("exception"), new("count", ColumnType.Integer),
                ],
                Key = ["id"],
                Indices = [new DatabaseIndex { Columns = ["job", "started"] }, new DatabaseIndex { Columns = ["started"] }],
            },
            new DatabaseTable
            {
                Name = "offtrac_scheduler_pause",
                Columns = [new("name"), new("reason"), new("author"), new("time", ColumnType.Long)],
                Key = ["name"],
            },
        ],
    };
}
