using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Notices;

/// <summary>Sees to it that of all hosts that see a job overdue one tells of it, once an hour.</summary>
internal sealed class NoticeClaims(IDatabase database)
{
    private const long Hour = 3_600_000_000;

    public static DatabaseSchema Schema { get; } = new()
    {
        Area = "scheduler_notice",
        Tables =
        [
            new DatabaseTable { Name = "offtrac_scheduler_notice", Columns = [new("job"), new("time", ColumnType.Long)], Key = ["job"] },
        ],
    };

    /// <param name="job">Name of the job.</param>
    /// <param name="now">The database's time, µs.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether it is this host that tells.</returns>
    public ValueTask<bool> TakeAsync(string job, long now, CancellationToken cancellation) => database.WriteAsync(
        (database, job, now),
        static async (scope, state, token) =>
        {
            await state.database.EnsureSchemaAsync(Schema, scope, token).ConfigureAwait(false);
            var command = SqlBatch.Command(
                scope,
                """
                INSERT INTO offtrac_scheduler_notice (job, time) VALUES (@job, @now)
                ON CONFLICT (job) DO UPDATE SET time = excluded.time WHERE offtrac_scheduler_notice.time <= excluded.time - @hour
                """,
                ("@job", state.job), ("@now", state.now), ("@hour", Hour));
            await using (command.ConfigureAwait(false))
                return await command.ExecuteNonQueryAsync(token).ConfigureAwait(false) > 0;
        },
        null,
        cancellation);
}
