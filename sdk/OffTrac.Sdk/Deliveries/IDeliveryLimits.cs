using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Deliveries;

/// <summary>
/// Durable components that keep no more than so many waiting events. The host that tells them looks about once a minute, drops the
/// oldest beyond the limits and says so in the log. Without it nothing that waits for an enabled component is dropped.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 30)]
public interface IDeliveryLimits
{
    /// <summary>Most events that wait for this component; null for no limit.</summary>
    long? MaxEvents => null;

    /// <summary>How long an event waits, counted from when it was stored; null for ever.</summary>
    TimeSpan? MaxAge => null;

    /// <summary>Tells, after the fact, what was dropped for this component. It is told once; what it fails to do with it is lost.</summary>
    /// <param name="dropped">What was dropped since the last time.</param>
    /// <param name="cancellation">Cancelled when the host stops.</param>
    ValueTask DroppedAsync(DroppedEvents dropped, CancellationToken cancellation) => default;
}
