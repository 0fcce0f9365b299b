using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;
using OffTrac.Core.Storage;
using OffTrac.Sdk;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Deliveries.Watching;

/// <summary>
/// <c>[offtrac] watch_database</c>: finds what another program, such as a Trac, commits to the same database, and has the components
/// told that are marked <c>Foreign</c>. Whoever dispatches does it.
/// </summary>
/// <remarks>
/// A look at which nothing changed costs two ranges of Trac's own indices (<c>ticket.time</c>, <c>ticket_change.time</c>), two counts, and
/// the key of <c>wiki</c>. When they show something, and every tenth time, at least five minutes apart, the times of all tickets are
/// compared, for what they do not show: old comments that are edited, and changes with times of long ago. Not to be seen: a page made read-only or writable, a version
/// that is not the latest deleted or edited, and who deleted something.
/// </remarks>
public sealed class DatabaseWatch(
    IDatabase database, IExtensionPoints points, IChangeRecorder recorder, ForeignChanges foreign, TimeProvider time, ILogger<DatabaseWatch> logger)
{
    private const int AtOnce = 50;
    private const int LooksBetweenFull = 10;

    // Clocks of other machines may be wrong, and a transaction may last: what is only a bit older than the last look is looked at again.
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_betweenFull = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_whileOff = TimeSpan.FromSeconds(2);

    private DateTimeOffset _lastLook = DateTimeOffset.MinValue;
    private long _lastFull;

    /// <summary>Looks again and again until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var interval = foreign.Interval;
            if (interval is not null && HasListeners())
            {
                try
                {
                    var isFull = _lastFull == 0 || time.GetElapsedTime(_lastFull) >= Longer(interval.Value * LooksBetweenFull, s_betweenFull);
                    await LookAsync(isFull, cancellation).ConfigureAwait(false);
                }
#pragma warning disable CA1031 // It must go on whatever the database or the network does.
                catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
                {
                    logger.LogWarning("The database could not be watched: {Reason}", failure.Message);
                }
            }

            await Task.Delay(interval ?? s_whileOff, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Looks once.</summary>
    /// <param name="isFull">Whether to compare all tickets.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <returns>How many events were found.</returns>
    public async ValueTask<int> LookAsync(bool isFull, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (!await database.ReadAsync(database, static (session, database, token) => database.HasSchemaAsync(SeenTables.Schema, session, token), cancellation)
            .ConfigureAwait(false))
        {
            await database.WriteAsync(database, SeeAllAsync, scope: null, cancellation).ConfigureAwait(false);
            (_lastLook, _lastFull) = (now, time.GetTimestamp());
            return 0;
        }

        var since = _lastLook == DateTimeOffset.MinValue ? 0 : TracTime.ToMicroseconds(_lastLook - s_overlap);
        var (tickets, pages, wasFull) = await database.ReadAsync(
            (since, isFull: isFull || since == 0),
            static (session, state, token) => SeenDifferences.FindAsync(state.since, state.isFull, session, token),
            cancellation).ConfigureAwait(false);
        var found = await RecordAsync(tickets, foreign.TakeTicketAsync, cancellation).ConfigureAwait(false)
            + await RecordAsync(pages, foreign.TakePageAsync, cancellation).ConfigureAwait(false);
        _lastLook = now;
        if (wasFull)
            _lastFull = time.GetTimestamp();
        return found;
    }

    private async ValueTask<int> RecordAsync<T>(
        IReadOnlyList<T> changed, Func<T, IWriteScope, CancellationToken, ValueTask<IReadOnlyList<ChangeEvent>>> take, CancellationToken cancellation)
    {
        var found = 0;
        foreach (var some in changed.Chunk(AtOnce))
        {
            found += await database.WriteAsync(
                (recorder, some, take),
                static async (scope, state, token) =>
                {
                    var recorded = 0;
                    foreach (var one in state.some)
                    {
                        foreach (var change in await state.take(one, scope, token).ConfigureAwait(false))
                        {
                            await state.recorder.RecordAsync(change, scope, token).ConfigureAwait(false);
                            recorded++;
                        }
                    }

                    return recorded;
                },
                scope: null,
                cancellation).ConfigureAwait(false);
        }

        return found;
    }

    /// <summary>The first look: everything that is there counts as seen.</summary>
    private static async ValueTask<int> SeeAllAsync(
        IWriteScope scope, IDatabase database, CancellationToken cancellation)
    {
        await SeenDifferences.LockAsync(database.Engine, scope, cancellation).ConfigureAwait(false);
        if (await database.HasSchemaAsync(SeenTables.Schema, scope, cancellation).ConfigureAwait(false))
            return 0;
        await database.EnsureSchemaAsync(SeenTables.Schema, scope, cancellation).ConfigureAwait(false);
        return await SeenDifferences.SeeAllAsync(scope, cancellation).ConfigureAwait(false);
    }

    private bool HasListeners() =>
        points.Get<ITicketChangeListener>().Durable.Any(component => component.Foreign) || points.Get<IWikiChangeListener>().Durable.Any(component => component.Foreign);

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
