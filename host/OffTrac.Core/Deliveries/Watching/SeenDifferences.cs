using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>Compares Trac's tables with what was seen of them.</summary>
internal static class SeenDifferences
{
    private const string Differs = "(s.id IS NULL OR s.changetime <> t.changetime)";

    private const string Recent =
        $"""
        SELECT t.id FROM ticket AS t LEFT JOIN offtrac_seen_ticket AS s ON s.id = t.id
        WHERE t.id IN (SELECT id FROM ticket WHERE time > @since UNION SELECT ticket FROM ticket_change WHERE time > @since) AND {Differs}
        ORDER BY t.id
        """;

    private const string Counts = "SELECT (SELECT COUNT(*) FROM ticket), (SELECT COUNT(*) FROM offtrac_seen_ticket)";

    private const string All =
        $"""
        SELECT t.id FROM ticket AS t LEFT JOIN offtrac_seen_ticket AS s ON s.id = t.id WHERE {Differs}
        UNION ALL
        SELECT s.id FROM offtrac_seen_ticket AS s LEFT JOIN ticket AS t ON t.id = s.id WHERE t.id IS NULL
        ORDER BY 1
        """;

    // The new names first: a page that was renamed is looked for among those that are gone.
    private const string Pages =
        """
        SELECT w.name FROM (SELECT name, MAX(version) AS version, COUNT(*) AS versions FROM wiki GROUP BY name) AS w
        LEFT JOIN offtrac_seen_wiki AS s ON s.name = w.name
        WHERE s.name IS NULL OR s.version <> w.version OR s.versions <> w.versions
        UNION ALL
        SELECT s.name FROM offtrac_seen_wiki AS s WHERE NOT EXISTS (SELECT 1 FROM wiki AS w WHERE w.name = s.name)
        """;

    /// <summary>The tickets and pages that differ.</summary>
    /// <param name="since">Tickets that were made or changed later are compared.</param>
    /// <param name="isFull">All tickets are.</param>
    /// <param name="session">Where to look.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    public static async ValueTask<(IReadOnlyList<int> Tickets, IReadOnlyList<string> Pages, bool WasFull)> FindAsync(
        long since, bool isFull, IDatabaseSession session, CancellationToken cancellation)
    {
        var tickets = isFull ? [] : await session.QueryAsync<int>(Recent, new { since }, cancellation).ConfigureAwait(false);
        if (!isFull && tickets.Count == 0)
        {
            // As many as were seen: nothing was deleted, or something else was made, which is among the recent.
            var counts = await session.QueryAsync<(long Now, long Seen)>(Counts, null, cancellation).ConfigureAwait(false);
            isFull = counts[0].Now != counts[0].Seen;
        }
        else
        {
            isFull = true;
        }

        if (isFull)
            tickets = await session.QueryAsync<int>(All, null, cancellation).ConfigureAwait(false);
        return (tickets, await session.QueryAsync<string>(Pages, null, cancellation).ConfigureAwait(false), isFull);
    }

    /// <summary>Waits for those who write tickets and pages, and keeps others from it for the moment of the first look.</summary>
    public static async ValueTask LockAsync(DatabaseEngine engine, IWriteScope scope, CancellationToken cancellation)
    {
        if (engine == DatabaseEngine.PostgreSql)
            await scope.ExecuteAsync("LOCK TABLE ticket, wiki IN SHARE ROW EXCLUSIVE MODE", null, cancellation).ConfigureAwait(false);
    }

    public static async ValueTask<int> SeeAllAsync(IWriteScope scope, CancellationToken cancellation) =>
        await scope.ExecuteAsync("INSERT INTO offtrac_seen_ticket (id, changetime) SELECT id, COALESCE(changetime, 0) FROM ticket", null, cancellation)
            .ConfigureAwait(false)
        + await scope.ExecuteAsync(
            """
            INSERT INTO offtrac_seen_wiki (name, version, versions, time)
            SELECT w.name, w.version, c.versions, COALESCE(w.time, 0) FROM wiki AS w
            JOIN (SELECT name, MAX(version) AS version, COUNT(*) AS versions FROM wiki GROUP BY name) AS c ON c.name = w.name AND c.version = w.version
            """,
            null,
            cancellation).ConfigureAwait(false);
}
