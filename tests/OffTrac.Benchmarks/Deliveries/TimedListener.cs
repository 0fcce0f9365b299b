using System.Collections.Concurrent;
using System.Diagnostics;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Benchmarks.Deliveries;

/// <summary>A durable listener that does nothing but look at the clock.</summary>
internal sealed class TimedListener : ITicketChangeListener
{
    private int _told;

    public int Told => Volatile.Read(ref _told);

    /// <summary>Time stamps by the texts of comments.</summary>
    public ConcurrentDictionary<string, long> Heard { get; } = new(StringComparer.Ordinal);

    public bool IsTiming { get; set; }

    public ValueTask TicketChangedAsync(TicketChanged changed, CancellationToken cancellation)
    {
        if (IsTiming)
            Heard[changed.Comment!] = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _told);
        return default;
    }
}
