namespace OffTrac.Core.Deliveries;

/// <summary>Wakes the dispatcher of this process when an event was committed.</summary>
public sealed class DeliverySignal
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _resets;

    /// <summary>Ends at the next <see cref="Fire"/> after the property was read.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Grows when an administrator had deliveries tried again or dropped: what is held of them in memory is out of date.</summary>
    public int Resets => Volatile.Read(ref _resets);

    public void Fire() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public void Reset()
    {
        Interlocked.Increment(ref _resets);
        Fire();
    }
}
