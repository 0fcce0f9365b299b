using System.Data.Common;

namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>Reads what jobs and scheduler wrote, past all hosts.</summary>
internal sealed class SchedulerTables(Func<DbConnection> connect)
{
    private static readonly string[] s_tables = ["scheduler", "scheduledrows"];

    public Task<List<WrittenRow>> RowsAsync() => ReadAsync(
        s_tables[1],
        "SELECT job, due, attempt, process, token, cause, phase, run FROM offtrac_scheduledrows ORDER BY id",
        static row => new WrittenRow(
            row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3), row.GetInt64(4), row.GetString(5), row.GetString(6), row.GetString(7)));

    /// <summary>The oldest first.</summary>
    public Task<List<HistoryLine>> HistoryAsync() => ReadAsync(
        s_tables[0],
        """SELECT id, job, slot, attempt, "trigger", state, summary, log, exception FROM offtrac_scheduler_run ORDER BY started, id""",
        static row => new HistoryLine
        {
            Id = row.GetString(0),
            Job = row.GetString(1),
            Slot = row.GetInt64(2),
            Attempt = row.GetInt32(3),
            Trigger = row.GetString(4),
            State = row.GetString(5),
            Summary = row.IsDBNull(6) ? "" : row.GetString(6),
            Log = row.IsDBNull(7) ? "" : row.GetString(7),
            Exception = row.IsDBNull(8) ? "" : row.GetString(8),
        });

    private async Task<List<T>> ReadAsync<T>(string area, string sql, Func<DbDataReader, T> read)
    {
        await using var connection = connect();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        var rows = new List<T>();

        // Tables are made by the first write that needs them.
        command.CommandText = $"SELECT COUNT(*) FROM system WHERE name = 'offtrac_{area}_version'";
        if (Convert.ToInt32(await command.ExecuteScalarAsync(), null) == 0)
            return rows;
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }
}
