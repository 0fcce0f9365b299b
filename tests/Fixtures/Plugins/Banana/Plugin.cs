using OffTrac.Sdk.Pings;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Components;

[assembly: Plugin("fixture.banana", Description = "Banana.")]
[assembly: PluginCommand("banana")]
[assembly: PluginCommand("bunch", NeedsAllPlugins = true)]

namespace Fixture.Banana;

[Component("fixture.banana.Component")]
public sealed class Component() : FixtureComponent("banana"), ITicketChangeListener, IPingObserver
{
    private int _created;

    protected override ValueTask<string> ActAsync(CancellationToken cancellation) => new($"banana {Volatile.Read(ref _created)}");

    public ValueTask TicketCreatedAsync(TicketCreated created, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _created);
        return default;
    }

    public ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation) =>
        new(new PingReport { Started = ["banana"] });
}
