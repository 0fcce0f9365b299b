namespace OffTrac.Core.Deliveries;

/// <summary>One telling in progress.</summary>
/// <param name="pending">What is told.</param>
/// <param name="started">Time stamp.</param>
internal sealed class DeliveryCall(PendingEvent pending, long started) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public PendingEvent Event { get; } = pending;

    public long Started { get; } = started;

    public CancellationToken Token => _stop.Token;

    /// <summary>Set when it was given up because of the time limit: what waits until it comes back.</summary>
    public DeliveryBlock? GivenUp { get; set; }

    /// <summary>Cancels on another thread: what a plugin registered on the token may throw or take its time.</summary>
    public void Cancel() => ThreadPool.UnsafeQueueUserWorkItem(static call => call.CancelNow(), this, preferLocal: false);

    public void Dispose() => _stop.Dispose();

    private void CancelNow()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
        catch (AggregateException)
        {
            // The component's own registrations.
        }
    }
}
