using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.throws-in-listener", Description = "ThrowsInListener.")]

namespace Fixture.ThrowsInListener;

[Component("fixture.throws-in-listener.Component")]
public sealed class Component() : FixtureComponent("throws-in-listener"), ITicketChangeListener, IPingObserver
{
    private int _told;

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new($"told {Volatile.Read(ref _told)}");

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _told);
        throw new InvalidOperationException("thrown in the listener");
    }

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation) =>
        throw new InvalidOperationException("thrown in the listener");

    public ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation) =>
        throw new InvalidOperationException("thrown in the observer");
}
