using System.Globalization;
using Dapper;
using OffTrac.Core.Storage;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>Marks what was told, and deletes events that nobody is to be told of any more.</summary>
internal sealed class DeliveryRows(DatabaseEngine engine)
{
    private const int RowsAtOnce = 5000;

    /// <summary>
    /// Two who each take away the last but one delivery of an event at the same time would leave the event behind: they queue.
    /// SQLite has one writer at a time anyway.
    /// </summary>
    private readonly string _lock = engine == DatabaseEngine.PostgreSql ? "SELECT pg_advisory_xact_lock(1634627699, 0);" : "";

    private readonly string _listed = engine == DatabaseEngine.PostgreSql ? "= ANY(@numbers)" : "IN (SELECT value FROM json_each(@numbers))";

    private string DeleteDone =>
        $"""
        DELETE FROM offtrac_event WHERE number {_listed}
        AND NOT EXISTS (SELECT 1 FROM offtrac_event_delivery AS d WHERE d.event = offtrac_event.number)
        """;

    public async ValueTask<int> SaveAsync(IReadOnlyList<DeliveryOutcome> outcomes, IWriteScope scope, CancellationToken cancellation)
    {
        foreach (var done in outcomes.Where(outcome => outcome.Error is null).GroupBy(outcome => outcome.Component, StringComparer.Ordinal))
            await DeleteAsync(done.Key, [.. done.Select(outcome => outcome.Number)], scope, cancellation).ConfigureAwait(false);
        foreach (var waiting in outcomes.Where(outcome => outcome.Error is not null))
        {
            await scope.ExecuteAsync(
                """
                UPDATE offtrac_event_delivery SET attempts = @Attempts, next_try = @NextTry, error = @Error
                WHERE component = @Component AND event = @Number
                """,
                waiting,
                cancellation).ConfigureAwait(false);
        }

        return outcomes.Count;
    }

    /// <summary>Takes events from a component, and deletes those that wait for nobody else: one round trip for thousands.</summary>
    /// <returns>How many rows went.</returns>
    public async ValueTask<int> DeleteAsync(string component, long[] numbers, IWriteScope scope, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var some in numbers.Chunk(RowsAtOnce))
        {
            deleted += await scope.ExecuteAsync(
                $"{_lock} DELETE FROM offtrac_event_delivery WHERE component = @component AND event {_listed}; {DeleteDone}",
                new { component, numbers = List(some) },
                cancellation).ConfigureAwait(false);
        }

        return deleted;
    }

    /// <summary>Has others that delete deliveries wait until this transaction has ended.</summary>
    public async ValueTask LockAsync(IWriteScope scope, CancellationToken cancellation)
    {
        if (_lock.Length > 0)
            await scope.ExecuteAsync(_lock, parameters: null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes those of the events that nobody is to be told of any more.</summary>
    public async ValueTask DeleteDoneAsync(long[] numbers, IWriteScope scope, CancellationToken cancellation)
    {
        foreach (var some in numbers.Chunk(RowsAtOnce))
            await scope.ExecuteAsync(DeleteDone, new { numbers = List(some) }, cancellation).ConfigureAwait(false);
    }

    private object List(long[] numbers) => engine == DatabaseEngine.PostgreSql
        ? numbers
        : $"[{string.Join(',', numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)))}]";
}
