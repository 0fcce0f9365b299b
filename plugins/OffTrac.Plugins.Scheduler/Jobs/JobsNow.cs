using System.Globalization;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What a ping has to know of the rows: one statement, with an index for each part of it, however many jobs there are.</summary>
internal sealed record JobsNow
{
    /// <summary>While all jobs are paused, only those that a person asked for are due.</summary>
    public const string NotPaused = "(request IS NOT NULL OR NOT EXISTS (SELECT 1 FROM offtrac_scheduler_pause))";

    /// <summary>
    /// Three parts, because with OR, or with an order over all, both engines read every row. The plus keeps SQLite from the wrong index.
    /// </summary>
    private const string Query =
        $"""
        SELECT * FROM (SELECT name, wake, lease_until FROM offtrac_scheduler_job WHERE wake <= @now AND {NotPaused} ORDER BY wake LIMIT 1000) AS due
        UNION ALL
        SELECT * FROM (SELECT name, wake, lease_until FROM offtrac_scheduler_job WHERE lease_until > 0 AND +wake > @now LIMIT 1000) AS leased
        UNION ALL
        SELECT NULL, MIN(wake), NULL FROM offtrac_scheduler_job WHERE wake > @now
        """;

    /// <summary>The database's time, µs.</summary>
    public required long Time { get; init; }

    /// <summary>Jobs that want attention, with the time since when, earliest first.</summary>
    public required IReadOnlyList<(string Job, long Since)> Due { get; init; }

    /// <summary>Jobs under a lease of any host.</summary>
    public required IReadOnlyList<string> Running { get; init; }

    /// <summary>When the next job wants attention, µs; null for never.</summary>
    public long? Next { get; init; }

    public static async ValueTask<JobsNow> ReadAsync(
        IDatabase database, DatabaseClock clock, IReadOnlyCollection<string> strangers, IDatabaseSession session, CancellationToken cancellation)
    {
        var now = await clock.ReadAsync(session, cancellation).ConfigureAwait(false);
        if (!await database.HasSchemaAsync(SchedulerTables.Schema, session, cancellation).ConfigureAwait(false))
            return new JobsNow { Time = now, Due = [], Running = [] };
        var due = new List<(string Job, long Since)>();
        var running = new List<string>();
        long? next = null;
        var command = SqlBatch.Command(session, Query, ("@now", now));
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    if (reader.IsDBNull(0))
                        next = reader.IsDBNull(1) ? null : reader.GetInt64(1);
                    else if (reader.GetInt64(1) <= now)
                        due.Add((reader.GetString(0), reader.GetInt64(1)));
                    else
                        running.Add(reader.GetString(0));
                }
            }
        }

        return new JobsNow
        {
            Time = now,
            Due = strangers.Count == 0 ? due : [.. due.Where(pair => !strangers.Contains(pair.Job, StringComparer.Ordinal))],
            Running = running,
            Next = next,
        };
    }
}
