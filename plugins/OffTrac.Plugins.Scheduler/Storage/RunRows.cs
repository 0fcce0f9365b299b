using System.Data.Common;
using System.Globalization;
using OffTrac.Plugins.Scheduler.Runs;
using OffTrac.Sdk;
using OffTrac.Sdk.Scheduling;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Storage;

/// <summary>Reads and writes the history, <c>offtrac_scheduler_run</c>.</summary>
internal static class RunRows
{
    private const string Upsert =
        """
        INSERT INTO offtrac_scheduler_run (id, job, slot, started, ended, node, "trigger", author, attempt, state, summary, log, exception, "count")
        VALUES (@id, @job, @slot, @started, @ended, @node, @trigger, @author, @attempt, @state, @summary, @log, @exception, @count)
        ON CONFLICT (id) DO UPDATE SET
        """;

    /// <summary>A run that was seen twice, because nobody knew whether a commit had succeeded, is one line.</summary>
    private const string Replace = Upsert + " ended = excluded.ended, state = excluded.state, summary = excluded.summary";

    private const string Fold = Upsert
        + """ slot = excluded.slot, ended = excluded.ended, node = excluded.node, summary = excluded.summary, "count" = offtrac_scheduler_run."count" + excluded."count" """;

    /// <summary>Writes a line.</summary>
    /// <param name="batch">With what else.</param>
    /// <param name="run">The line.</param>
    /// <param name="isFolded">Whether it is added to the line of the same identity.</param>
    public static void Write(SqlBatch batch, RunRecord run, bool isFolded) => batch.Add(
        isFolded ? Fold : Replace,
        ("@id", run.Id.ToString()),
        ("@job", run.Job),
        ("@slot", TracTime.ToMicroseconds(run.ScheduledFor)),
        ("@started", TracTime.ToMicroseconds(run.Started)),
        ("@ended", run.Ended is { } ended ? TracTime.ToMicroseconds(ended) : null),
        ("@node", run.Node),
        ("@trigger", RunWords.Of(run.Trigger)),
        ("@author", run.Author),
        ("@attempt", run.Attempt),
        ("@state", RunWords.Of(run.State)),
        ("@summary", run.Summary),
        ("@log", run.Log),
        ("@exception", run.Exception),
        ("@count", run.Count));

    /// <summary>Reads lines, newest first.</summary>
    public static async ValueTask<List<RunRecord>> ReadAsync(IDatabaseSession session, RunQuery query, CancellationToken cancellation)
    {
        var conditions = new List<string>();
        var parameters = new List<(string, object?)>();
        Add("id = @id", "@id", query.Id?.ToString());
        Add("job = @job", "@job", query.Job);
        Add("state = @state", "@state", query.State is { } state ? RunWords.Of(state) : null);
        Add("started > @after", "@after", query.After is { } after ? TracTime.ToMicroseconds(after) : null);
        Add("started < @before", "@before", query.Before is { } before ? TracTime.ToMicroseconds(before) : null);
        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT id, job, slot, started, ended, node, "trigger", author, attempt, state, summary, "count"{(query.WithOutput ? ", log, exception" : "")}
            FROM offtrac_scheduler_run {where} ORDER BY started DESC, id DESC LIMIT {query.Limit}
            """);
        var runs = new List<RunRecord>();
        var command = SqlBatch.Command(session, sql, [.. parameters]);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                    runs.Add(Row(reader, query.WithOutput));
            }
        }

        return runs;

        void Add(string condition, string name, object? value)
        {
            if (value is null)
                return;
            conditions.Add(condition);
            parameters.Add((name, value));
        }
    }

    private static RunRecord Row(DbDataReader reader, bool withOutput) => new()
    {
        Id = Guid.Parse(reader.GetString(0)),
        Job = reader.GetString(1),
        ScheduledFor = TracTime.FromMicroseconds(reader.GetInt64(2)),
        Started = TracTime.FromMicroseconds(reader.GetInt64(3)),
        Ended = reader.IsDBNull(4) ? null : TracTime.FromMicroseconds(reader.GetInt64(4)),
        Node = Text(reader, 5) ?? "",
        Trigger = RunWords.ParseTrigger(Text(reader, 6)) ?? TaskTrigger.Schedule,
        Author = Text(reader, 7),
        Attempt = reader.GetInt32(8),
        State = RunWords.ParseState(reader.GetString(9)) ?? RunState.Failed,
        Summary = Text(reader, 10),
        Count = reader.GetInt32(11),
        Log = withOutput ? Text(reader, 12) : null,
        Exception = withOutput ? Text(reader, 13) : null,
    };

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
