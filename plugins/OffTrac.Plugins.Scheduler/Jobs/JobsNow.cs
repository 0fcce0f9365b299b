using System.Globalization;
using OffTrac.Plugins.Scheduler.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What a ping has to know of the rows: two statements with an index each, however many jobs there are.</summary>
internal sealed record JobsNow
{
    private const int MostNamed = 1000;

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
        var rows = SqlBatch.Command(
            session,
            string.Create(CultureInfo.InvariantCulture, $"SELECT name, wake, lease_until FROM offtrac_scheduler_job WHERE wake <= @now OR lease_until IS NOT NULL ORDER BY wake LIMIT {MostNamed}"),
            ("@now", now));
        await using (rows.ConfigureAwait(false))
        {
            var reader = await rows.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
                {
                    if (reader.IsDBNull(2) || reader.GetInt64(1) <= now)
                        due.Add((reader.GetString(0), reader.GetInt64(1)));
                    else
                        running.Add(reader.GetString(0));
                }
            }
        }

        var next = SqlBatch.Command(session, "SELECT MIN(wake) FROM offtrac_scheduler_job WHERE wake > @now", ("@now", now));
        await using (next.ConfigureAwait(false))
        {
            return new JobsNow
            {
                Time = now,
                Due = strangers.Count == 0 ? due : [.. due.Where(pair => !strangers.Contains(pair.Job, StringComparer.Ordinal))],
                Running = running,
                Next = await next.ExecuteScalarAsync(cancellation).ConfigureAwait(false) is long wake ? wake : null,
            };
        }
    }
}
