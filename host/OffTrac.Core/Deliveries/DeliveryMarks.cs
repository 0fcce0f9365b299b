using Microsoft.Extensions.Logging;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// Marks what was told: all components together, many events a transaction. What can't be marked because the database is away is kept
/// and marked when it is back, also when the lease was lost meanwhile, so that as little as possible is told twice.
/// </summary>
internal sealed class DeliveryMarks(IDatabase database, TimeProvider time, DeliverySettings settings, ILogger logger) : IDisposable
{
    private readonly DeliveryRows _rows = new(database.Engine);
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly DeliverySignal _begun = new();
    private readonly DeliverySignal _full = new();
    private List<(DeliveryOutcome Outcome, Action<long>? Marked)> _waiting = [];

    /// <param name="outcome">What is to be marked.</param>
    /// <param name="marked">Told the event's number after the commit.</param>
    public void Add(DeliveryOutcome outcome, Action<long>? marked)
    {
        int count;
        lock (_lock)
        {
            _waiting.Add((outcome, marked));
            count = _waiting.Count;
        }

        if (count == 1)
            _begun.Fire();
        if (count == settings.MarkedAtOnce)
            _full.Fire();
    }

    /// <summary>Marks until cancelled: when enough has come together, or a moment after the first.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var (begun, full) = (_begun.Next, _full.Next);
            if (Count == 0)
                await begun.WaitAsync(cancellation).ConfigureAwait(false);
            if (Count < settings.MarkedAtOnce)
                await Task.WhenAny(full, Task.Delay(settings.MarkDelay, time, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            try
            {
                await SaveAsync(cancellation).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // It must go on whatever the database or the network does.
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.LogWarning("What was delivered can't be marked yet: {Reason}", failure.Message);
                await Task.Delay(settings.FirstPause, time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Marks all that waits, at once.</summary>
    public async ValueTask SaveAsync(CancellationToken cancellation)
    {
        await _saving.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            while (Swap() is { Count: > 0 } batch)
                await SaveAsync(batch, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    private int Count
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    private async ValueTask SaveAsync(List<(DeliveryOutcome Outcome, Action<long>? Marked)> batch, CancellationToken cancellation)
    {
        try
        {
            var outcomes = batch.ConvertAll(entry => entry.Outcome);
            await database.WriteAsync(
                (_rows, outcomes), static (scope, state, token) => state._rows.SaveAsync(state.outcomes, scope, token), scope: null, cancellation)
                .ConfigureAwait(false);
        }
        catch
        {
            lock (_lock)
                _waiting.InsertRange(0, batch);
            throw;
        }

        foreach (var (outcome, marked) in batch)
            marked?.Invoke(outcome.Number);
    }

    private List<(DeliveryOutcome Outcome, Action<long>? Marked)> Swap()
    {
        lock (_lock)
        {
            // A batch holds the write lock of SQLite: those who save tickets must get their turns.
            var batch = _waiting.Count <= settings.MarkedAtOnce ? _waiting : _waiting.GetRange(0, settings.MarkedAtOnce);
            _waiting = batch.Count == _waiting.Count ? [] : _waiting.GetRange(batch.Count, _waiting.Count - batch.Count);
            return batch;
        }
    }
}
