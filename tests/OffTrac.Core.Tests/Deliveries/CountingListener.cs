using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Tests.Deliveries;

/// <summary>A listener that keeps nothing of what it hears.</summary>
internal sealed class CountingListener(Action hear) : ITicketChangeListener
{
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        hear();
        return default;
    }
}
