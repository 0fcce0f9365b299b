using OffTrac.Core.Components;

namespace OffTrac.Host.Components;

/// <summary>Keeps one instance, and with it its plugin, while somebody is inside; tells when the last one has left.</summary>
#pragma warning disable CA1001 // The token source has no timer and no handle; calls that never return may use it for ever.
internal sealed class ComponentLease(IComponentLease plugin) : IComponentLease
#pragma warning restore CA1001
{
    private const int Retired = 1 << 30;

    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _going = new();
    private int _inside;

    public CancellationToken Going => _going.Token;

    public bool TryEnter()
    {
        if ((Interlocked.Increment(ref _inside) & Retired) == 0 && plugin.TryEnter())
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Exit()
    {
        plugin.Exit();
        Leave();
    }

    /// <summary>Lets nobody in any more and waits for those inside.</summary>
    /// <param name="over">Cancelled when nobody waits any more.</param>
    /// <returns>False when they are still inside then.</returns>
    public async Task<bool> RetireAsync(CancellationToken over)
    {
        if (Interlocked.Or(ref _inside, Retired) == 0)
        {
            _drained.TrySetResult();
        }

        await TellToGoAsync().ConfigureAwait(false);
        await _drained.Task.WaitAsync(over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _drained.Task.IsCompleted;
    }

    private async Task TellToGoAsync()
    {
        try
        {
            await _going.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException)
        {
            // A registration of the component's own call threw; that call fails by itself, and the exception would pin the plugin.
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _inside) == Retired)
        {
            _drained.TrySetResult();
        }
    }
}
