using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using OffTrac.Core.Components;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Benchmarks.Dispatch;

/// <summary>Telling ten listeners of a ticket: a bare loop of interface calls against the extension point with lease, guard and breaker.</summary>
[MemoryDiagnoser]
public class ListenerDispatch
{
    private static readonly TicketCreated s_event = new() { Ticket = new Ticket { Id = 1 } };

    private readonly ITicketChangeListener[] _bare = [.. Enumerable.Range(0, 10).Select(_ => new Listener())];
    private IComponentPoint<ITicketChangeListener> _point = null!;

    [GlobalSetup]
    public void Register()
    {
        var points = new ExtensionPoints(TimeProvider.System, NullLogger.Instance);
        points.Replace(
        [
            .. _bare.Select((listener, number) => new ComponentEntry(
                new ComponentDescription { Name = $"benchmark.Listener{number}", Plugin = "benchmark", ExtensionPoints = [nameof(ITicketChangeListener)] },
                listener,
                new Lease())),
        ]);
        _point = points.Get<ITicketChangeListener>();
    }

    [Benchmark(Baseline = true)]
    public async ValueTask BareLoop()
    {
        foreach (var listener in _bare)
            await listener.TicketCreatedAsync(s_event, CancellationToken.None);
    }

    [Benchmark]
    public ValueTask ExtensionPoint() =>
        _point.TellAsync(s_event, static (listener, created, token) => listener.TicketCreatedAsync(created, token), CancellationToken.None);

    private sealed class Listener : ITicketChangeListener;

    private sealed class Lease : IComponentLease
    {
        private int _inside;

        public CancellationToken Going => CancellationToken.None;

        public bool TryEnter()
        {
            Interlocked.Increment(ref _inside);
            return true;
        }

        public void Exit() => Interlocked.Decrement(ref _inside);
    }
}
