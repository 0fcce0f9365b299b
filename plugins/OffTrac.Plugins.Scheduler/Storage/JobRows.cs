using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Reads and writes <c>offtrac_scheduler_job</c>.</summary>
internal static class JobRows
{
    private const string Columns =
        """
        name, component, plan, next_slot, next_due, last_slot, skip_before, paused, pause_reason, request, again, running, progress,
        cancel_by, confirmed, abandoned, lease_owner, lease_token, lease_until, failures, last_success, last_run, fold_id, fold_hour,
        absent_since, overrides
        """;

    private const string Insert =
        """
        INSERT INTO offtrac_scheduler_job (name, component, plan, next_slot, next_due, last_slot, skip_before, paused, pause_reason, request,
            again, running, progress, cancel_by, confirmed, abandoned, lease_owner, lease_token, lease_until, failures, last_success, last_run,
            fold_id, fold_hour, absent_since, overrides, wake)
        VALUES (@name, @component, @plan, @next_slot, @next_due, @last_slot, @skip_before, @paused, @pause_reason, @request,
            @again, @running, @progress, @cancel_by, @confirmed, @abandoned, @lease_owner, @lease_token, @lease_until, @failures, @last_success, @last_run,
            @fold_id, @fold_hour, @absent_since, @overrides, @wake)
        ON CONFLICT (name)
        """;

    private const string Upsert =
        Insert + """
         DO UPDATE SET component = excluded.component, plan = excluded.plan, next_slot = excluded.next_slot,
            next_due = excluded.next_due, last_slot = excluded.last_slot, skip_before = excluded.skip_before, paused = excluded.paused,
            pause_reason = excluded.pause_reason, request = excluded.request, again = excluded.again, running = excluded.running,
            progress = excluded.progress, cancel_by = excluded.cancel_by, confirmed = excluded.confirmed, abandoned = excluded.abandoned,
            lease_owner = excluded.lease_owner, lease_token = excluded.lease_token, lease_until = excluded.lease_until,
            failures = excluded.failures, last_success = excluded.last_success, last_run = excluded.last_run, fold_id = excluded.fold_id,
            fold_hour = excluded.fold_hour, absent_since = excluded.absent_since, overrides = excluded.overrides, wake = excluded.wake
        """;

    /// <summary>Reads rows.</summary>
    /// <param name="session">Where.</param>
    /// <param name="where">What follows the table's name.</param>
    /// <param name="parameters">Parameters of it.</param>
    /// <param name="cancellation">Ends the statement.</param>
    public static async ValueTask<List<JobRow>> ReadAsync(
        IDatabaseSession session, string where, (string Name, object? Value)[] parameters, CancellationToken cancellation)
    {
        var rows = new List<JobRow>();
        var command = SqlBatch.Command(session, $"SELECT {Columns} FROM offtrac_scheduler_job {where}", parameters);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    rows.Add(Row(reader));
            }
        }

        return rows;
    }

    /// <summary>Names as parameters <c>@n0, @n1 …</c> and the list of those.</summary>
    public static (string List, IEnumerable<(string Name, object? Value)> Parameters) In(IReadOnlyCollection<string> names) => (
        string.Join(", ", Enumerable.Range(0, names.Count).Select(static number => $"@n{number}")),
        names.Select(static (name, number) => ($"@n{number}", (object?)name)));

    public static void Write(SqlBatch batch, JobRow row) => Add(batch, Upsert, row);

    /// <summary>Writes a row that was not there; if another host was quicker, its row stays.</summary>
    public static void WriteNew(SqlBatch batch, JobRow row) => Add(batch, Insert + " DO NOTHING", row);

    public static string? Json(TaskProgress? progress) => Text(progress, RowJson.Default.TaskProgress);

    private static void Add(SqlBatch batch, string sql, JobRow row) => batch.Add(
        sql,
        ("@name", row.Name),
        ("@component", row.Component),
        ("@plan", row.Plan),
        ("@next_slot", row.NextSlot),
        ("@next_due", row.NextDue),
        ("@last_slot", row.LastSlot),
        ("@skip_before", row.SkipBefore),
        ("@paused", row.IsPaused ? 1 : 0),
        ("@pause_reason", row.PauseReason),
        ("@request", Text(row.Request, RowJson.Default.RunRequest)),
        ("@again", Text(row.Again, RowJson.Default.RunRequest)),
        ("@running", Text(row.Running, RowJson.Default.CurrentRun)),
        ("@progress", Text(row.Progress, RowJson.Default.TaskProgress)),
        ("@cancel_by", row.CancelBy),
        ("@confirmed", row.IsConfirmed ? 1 : 0),
        ("@abandoned", row.IsAbandoned ? 1 : 0),
        ("@lease_owner", row.LeaseOwner),
        ("@lease_token", row.LeaseToken),
        ("@lease_until", row.LeaseUntil),
        ("@failures", row.Failures),
        ("@last_success", row.LastSuccess),
        ("@last_run", Text(row.LastRun, RowJson.Default.RunRecord)),
        ("@fold_id", row.FoldId?.ToString()),
        ("@fold_hour", row.FoldHour),
        ("@absent_since", row.AbsentSince),
        ("@overrides", row.Overrides.Count == 0 ? null : Text(row.Overrides, RowJson.Default.DictionaryStringString)),
        ("@wake", row.Wake));

    private static JobRow Row(DbDataReader reader) => new()
    {
        Name = reader.GetString(0),
        Component = String(reader, 1) ?? "",
        Plan = String(reader, 2) ?? "",
        NextSlot = Long(reader, 3),
        NextDue = Long(reader, 4),
        LastSlot = Long(reader, 5),
        SkipBefore = Long(reader, 6),
        IsPaused = Long(reader, 7) > 0,
        PauseReason = String(reader, 8),
        Request = Object(reader, 9, RowJson.Default.RunRequest),
        Again = Object(reader, 10, RowJson.Default.RunRequest),
        Running = Object(reader, 11, RowJson.Default.CurrentRun),
        Progress = Object(reader, 12, RowJson.Default.TaskProgress),
        CancelBy = String(reader, 13),
        IsConfirmed = Long(reader, 14) > 0,
        IsAbandoned = Long(reader, 15) > 0,
        LeaseOwner = String(reader, 16),
        LeaseToken = Long(reader, 17) ?? 0,
        LeaseUntil = Long(reader, 18),
        Failures = (int)(Long(reader, 19) ?? 0),
        LastSuccess = Long(reader, 20),
        LastRun = Object(reader, 21, RowJson.Default.RunRecord),
        FoldId = String(reader, 22) is { } fold ? Guid.Parse(fold) : null,
        FoldHour = Long(reader, 23),
        AbsentSince = Long(reader, 24),
        Overrides = Object(reader, 25, RowJson.Default.DictionaryStringString) ?? [],
    };

    private static string? String(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static long? Long(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static T? Object<T>(DbDataReader reader, int column, JsonTypeInfo<T> type)
        where T : class => reader.IsDBNull(column) ? null : JsonSerializer.Deserialize(reader.GetString(column), type);

    private static string? Text<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, type);
}
