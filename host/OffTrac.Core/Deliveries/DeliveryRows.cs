using System.Globalization;
using Dapper;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Reads what is to be delivered and writes what was.</summary>
internal static class DeliveryRows
{
    private const int RowsAtOnce = 500;

    /// <summary>Events with a number above <paramref name="after"/>, in order, without their data.</summary>
    public static async ValueTask<IReadOnlyList<PendingEvent>> ReadPendingAsync(
        string component, long after, int limit, IDatabaseSession session, CancellationToken cancellation) =>
        [.. await session.Connection.QueryAsync<PendingEvent>(new CommandDefinition(
            """
            SELECT e.number AS "Number", e.kind AS "Kind", e.resource AS "Resource", e.related AS "Related",
                d.attempts AS "Attempts", d.next_try AS "NextTry"
            FROM offtrac_event_delivery AS d JOIN offtrac_event AS e ON e.number = d.event
            WHERE d.component = @component AND d.event > @after ORDER BY d.event LIMIT @limit
            """,
            new { component, after, limit },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false)];

    /// <summary>The stored record, with the version of its form; null when it was dropped.</summary>
    public static async ValueTask<(int Version, string Data)?> ReadDataAsync(
        string component, long number, IDatabaseSession session, CancellationToken cancellation) =>
        await session.Connection.QuerySingleOrDefaultAsync<(int, string)?>(new CommandDefinition(
            """
            SELECT e.version, e.data FROM offtrac_event AS e
            JOIN offtrac_event_delivery AS d ON d.event = e.number AND d.component = @component
            WHERE e.number = @number
            """,
            new { component, number },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);

    public static async ValueTask<int> SaveAsync(
        IReadOnlyList<DeliveryOutcome> outcomes, IWriteScope scope, CancellationToken cancellation)
    {
        foreach (var told in outcomes.Where(outcome => outcome.Error is null).GroupBy(outcome => outcome.Component, StringComparer.Ordinal))
        {
            foreach (var numbers in told.Select(outcome => outcome.Number).Chunk(RowsAtOnce))
            {
                await ExecuteAsync(
                    $"DELETE FROM offtrac_event_delivery WHERE component = @component AND event IN ({List(numbers)})",
                    new { component = told.Key }, scope, cancellation).ConfigureAwait(false);
            }
        }

        foreach (var failed in outcomes.Where(outcome => outcome.Error is not null))
        {
            await ExecuteAsync(
                """
                UPDATE offtrac_event_delivery SET attempts = @Attempts, next_try = @NextTry, error = @Error
                WHERE component = @Component AND event = @Number
                """,
                failed, scope, cancellation).ConfigureAwait(false);
        }

        return await DeleteDoneAsync([.. outcomes.Select(outcome => outcome.Number).Distinct()], scope, cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes those of the events that nobody is to be told of any more.</summary>
    public static async ValueTask<int> DeleteDoneAsync(long[] numbers, IWriteScope scope, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var some in numbers.Chunk(RowsAtOnce))
        {
            deleted += await ExecuteAsync(
                $"""
                DELETE FROM offtrac_event WHERE number IN ({List(some)})
                AND NOT EXISTS (SELECT 1 FROM offtrac_event_delivery AS d WHERE d.event = offtrac_event.number)
                """,
                values: null, scope, cancellation).ConfigureAwait(false);
        }

        return deleted;
    }

    // Numbers only; a list parameter has another form on each engine.
    private static string List(IEnumerable<long> numbers) => string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));

    private static Task<int> ExecuteAsync(string sql, object? values, IWriteScope scope, CancellationToken cancellation) =>
        scope.Connection.ExecuteAsync(new CommandDefinition(sql, values, scope.Transaction, cancellationToken: cancellation));
}
