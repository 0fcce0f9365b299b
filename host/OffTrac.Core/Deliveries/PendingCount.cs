using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Deliveries;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Counts what waits, by the index.</summary>
internal static class PendingCount
{
    /// <param name="session">Where to look.</param>
    /// <param name="component">In lower case; null for all.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    public static async ValueTask<IReadOnlyList<PendingEvents>> ReadAsync(
        IDatabaseSession session, string? component, CancellationToken cancellation)
    {
        var rows = await session.QueryAsync<(string Component, long Count, long Recorded)>(
            $"""
            SELECT c.component, c.events, e.recorded FROM
                (SELECT component, COUNT(*) AS events, MIN(event) AS oldest FROM offtrac_event_delivery
                {(component is null ? "" : "WHERE LOWER(component) = @component")} GROUP BY component) AS c
            JOIN offtrac_event AS e ON e.number = c.oldest ORDER BY c.component
            """,
            new { component },
            cancellation).ConfigureAwait(false);
        return [.. rows.Select(row => new PendingEvents
        {
            Component = row.Component,
            Count = row.Count,
            Oldest = TracTime.FromMicroseconds(row.Recorded),
        })];
    }
}
