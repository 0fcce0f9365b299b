using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>What people read and change of the scheduler's tables, each in one transaction.</summary>
internal sealed class JobTable(IDatabase database, DatabaseClock clock)
{
    private readonly string _lock = RowLocks.Wait(database);

    /// <summary>Reads one row, or all with null.</summary>
    public ValueTask<JobTableSnapshot> ReadAsync(string? job, CancellationToken cancellation) => database.ReadAsync(
        (Self: this, job), static (session, state, token) => state.Self.ReadAsync(session, state.job, token), cancellation);

    /// <summary>Changes a row under its lock.</summary>
    /// <exception cref="ResourceNotFoundException">There is no such row.</exception>
    public ValueTask<bool> UpdateAsync(string job, Action<JobRow, long> change, CancellationToken cancellation) =>
        WriteAsync("WHERE name = @job", [("@job", job)], change, isAll: false, cancellation);

    /// <summary>Changes one row, or all with null, whose pause is then at an end.</summary>
    public ValueTask<bool> ResumeAsync(string? job, Action<JobRow, long> change, CancellationToken cancellation) => job is null
        ? WriteAsync("ORDER BY name", [], change, isAll: true, cancellation)
        : UpdateAsync(job, change, cancellation);

    public ValueTask<int> PauseAllAsync(string reason, string author, CancellationToken cancellation) => database.WriteAsync(
        (Self: this, reason, author),
        static async (scope, state, token) =>
        {
            var self = state.Self;
            await self.EnsureAsync(scope, token).ConfigureAwait(false);
            var now = await self.Now(scope, token).ConfigureAwait(false);
            return await ExecuteAsync(
                scope,
                """
                INSERT INTO offtrac_scheduler_pause (name, reason, author, time) VALUES ('', @reason, @author, @now)
                ON CONFLICT (name) DO UPDATE SET reason = excluded.reason, author = excluded.author, time = excluded.time
                """,
                token, ("@reason", state.reason), ("@author", state.author), ("@now", now)).ConfigureAwait(false);
        },
        null, cancellation);

    public ValueTask<IReadOnlyList<RunRecord>> HistoryAsync(RunQuery query, CancellationToken cancellation) => database.ReadAsync(
        (Self: this, query),
        static async (session, state, token) => await state.Self.ExistsAsync(session, token).ConfigureAwait(false)
            ? await RunRows.ReadAsync(session, state.query, token).ConfigureAwait(false)
            : (IReadOnlyList<RunRecord>)[],
        cancellation);

    public ValueTask<RunRecord?> FindRunAsync(Guid id, CancellationToken cancellation) => database.ReadAsync(
        (Self: this, id),
        static async (session, state, token) => await state.Self.ExistsAsync(session, token).ConfigureAwait(false)
            ? (await RunRows.ReadAsync(session, new RunQuery { Id = state.id, Limit = 1, WithOutput = true }, token).ConfigureAwait(false)).FirstOrDefault()
            : null,
        cancellation);

    /// <summary>Removes all but the newest good and the newest failed line of a job, or of all with null.</summary>
    public ValueTask<int> ClearHistoryAsync(string? job, CancellationToken cancellation) =>
        DeleteAsync(job is null ? "1 = 1" : "job = @job", job is null ? [] : [("@job", job)], cancellation);

    /// <summary>Removes what is too old or too much.</summary>
    public async ValueTask<int> PruneAsync(int days, int most, CancellationToken cancellation)
    {
        var snapshot = await ReadAsync("", cancellation).ConfigureAwait(false);
        var limit = snapshot.Now - (days * 86_400_000_000L);
        var removed = await DeleteAsync("started < @limit", [("@limit", limit)], cancellation).ConfigureAwait(false);
        removed += await DeleteAsync(
            """id IN (SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY job ORDER BY started DESC, id DESC) AS place FROM offtrac_scheduler_run) AS ranked WHERE place > @most)""",
            [("@most", most)], cancellation).ConfigureAwait(false);
        return await database.WriteAsync(
            (Self: this, limit, removed),
            static async (scope, state, token) =>
            {
                await state.Self.EnsureAsync(scope, token).ConfigureAwait(false);
                await ExecuteAsync(scope, "DELETE FROM offtrac_scheduler_job WHERE absent_since < @limit AND lease_owner IS NULL", token, ("@limit", state.limit)).ConfigureAwait(false);
                return state.removed;
            },
            null, cancellation).ConfigureAwait(false);
    }

    private ValueTask<int> DeleteAsync(string condition, (string Name, object? Value)[] parameters, CancellationToken cancellation) => database.WriteAsync(
        (Self: this, condition, parameters),
        static async (scope, state, token) =>
        {
            await state.Self.EnsureAsync(scope, token).ConfigureAwait(false);
            return await ExecuteAsync(
                scope,
                $"""
                DELETE FROM offtrac_scheduler_run WHERE {state.condition} AND id NOT IN (
                    SELECT id FROM (SELECT id, ROW_NUMBER() OVER (PARTITION BY job, state ORDER BY started DESC, id DESC) AS place
                        FROM offtrac_scheduler_run WHERE state IN ('ok', 'failed')) AS kept WHERE place = 1)
                """,
                token, state.parameters).ConfigureAwait(false);
        },
        null, cancellation);

    private async ValueTask<JobTableSnapshot> ReadAsync(IDatabaseSession session, string? job, CancellationToken cancellation)
    {
        var now = await Now(session, cancellation).ConfigureAwait(false);
        if (!await ExistsAsync(session, cancellation).ConfigureAwait(false))
            return new JobTableSnapshot(now, new Dictionary<string, JobRow>(StringComparer.Ordinal), null);
        var rows = await JobRows.ReadAsync(
            session, job is null ? "ORDER BY name" : "WHERE name = @job", job is null ? [] : [("@job", job)], cancellation).ConfigureAwait(false);
        var command = SqlBatch.Command(session, "SELECT reason FROM offtrac_scheduler_pause");
        await using (command.ConfigureAwait(false))
        {
            var pause = await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false) as string;
            return new JobTableSnapshot(now, rows.ToDictionary(static row => row.Name, StringComparer.Ordinal), pause);
        }
    }

    private ValueTask<bool> WriteAsync(
        string where, (string Name, object? Value)[] parameters, Action<JobRow, long> change, bool isAll, CancellationToken cancellation) => database.WriteAsync(
        (Self: this, where, parameters, change, isAll),
        static async (scope, state, token) =>
        {
            var self = state.Self;
            await self.EnsureAsync(scope, token).ConfigureAwait(false);
            var now = await self.Now(scope, token).ConfigureAwait(false);
            var rows = await JobRows.ReadAsync(scope, state.where + self._lock, state.parameters, token).ConfigureAwait(false);
            if (rows.Count == 0 && !state.isAll)
                throw new ResourceNotFoundException($"The job {state.parameters[0].Value} has no row yet; a ping makes it.");
            var batch = new SqlBatch(scope);
            foreach (var row in rows)
            {
                state.change(row, now);
                JobRows.Write(batch, row);
            }

            if (state.isAll)
                batch.Add("DELETE FROM offtrac_scheduler_pause");
            await batch.RunAsync(token).ConfigureAwait(false);
            return true;
        },
        null, cancellation);

    private ValueTask EnsureAsync(IWriteScope scope, CancellationToken cancellation) => database.EnsureSchemaAsync(SchedulerTables.Schema, scope, cancellation);

    private ValueTask<bool> ExistsAsync(IDatabaseSession session, CancellationToken cancellation) => database.HasSchemaAsync(SchedulerTables.Schema, session, cancellation);

    private ValueTask<long> Now(IDatabaseSession session, CancellationToken cancellation) => clock.ReadAsync(session, cancellation);

    private static async ValueTask<int> ExecuteAsync(IDatabaseSession session, string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters)
    {
        var command = SqlBatch.Command(session, sql, parameters);
        await using (command.ConfigureAwait(false))
            return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}
