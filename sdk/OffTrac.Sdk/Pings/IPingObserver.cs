using OffTrac.Sdk.Components;

namespace OffTrac.Sdk.Pings;

/// <summary>
/// Is told that time has passed. Called once per ping, one observer after the other, never twice at the same time on one node for
/// one environment, but on every node: be quick and idempotent, and leave long work to a scheduled task. One that fails ten times in
/// a row is left out for a minute, then two, up to sixty.
/// </summary>
[ExtensionPoint(TimeLimitSeconds = 0)]
public interface IPingObserver
{
    /// <summary>Observers are called in ascending order of this, then in component order. The scheduler's is 1000.</summary>
    int Order => 0;

    /// <summary>
    /// When it wants to be pinged next, by this host's clock; null when nothing is due. Read twice a second by the heartbeat, which
    /// sleeps no longer than that: give what is known in memory. <see cref="PingReport.NextDue"/> is what people see of it.
    /// </summary>
    DateTimeOffset? NextDue => null;

    /// <summary>Notices the ping.</summary>
    /// <param name="ping">The ping.</param>
    /// <param name="cancellation">
    /// Cancelled after 60 seconds and when the host stops. An observer that ignores it is abandoned and not called again until its
    /// call has returned.
    /// </param>
    ValueTask<PingReport> ObserveAsync(Ping ping, CancellationToken cancellation);

    /// <summary>How things are, without starting anything. Called for <c>GET /ping</c> and <c>offtrac ping --no-start</c>.</summary>
    /// <param name="cancellation">Cancelled after 60 seconds and when nobody waits any more.</param>
    ValueTask<PingReport> GetStatusAsync(CancellationToken cancellation) => new(PingReport.Nothing);

    /// <summary>Waits until what <paramref name="report"/> says was started has ended.</summary>
    /// <param name="report">What this observer answered to the ping.</param>
    /// <param name="cancellation">Cancelled when the caller waits no longer; jobs go on.</param>
    /// <returns>The report as it is then.</returns>
    ValueTask<PingReport> WaitAsync(PingReport report, CancellationToken cancellation) => new(report);
}
