using Microsoft.Extensions.Options;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>
/// The host's own pings: at least every <c>[ping] internal</c>, and when the next job is due, so that jobs start in time without
/// anything outside.
/// </summary>
[Component("offtrac.ping.Heartbeat")]
public sealed class Heartbeat(PingModule ping, IOptionsMonitor<PingOptions> options, TimeProvider time) : IBackgroundService
{
    /// <summary>A pause is cut into pieces of this length, so that a ping from outside that brings an earlier job is noticed.</summary>
    private static readonly TimeSpan s_piece = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken cancellation)
    {
        long? last = null;
        while (true)
        {
            var interval = options.CurrentValue.Internal;
            var pause = interval > TimeSpan.Zero ? Remaining(interval, last, await ping.NextDueAsync(cancellation).ConfigureAwait(false)) : s_piece;
            if (pause <= TimeSpan.Zero)
            {
                ping.Dispatcher.TrySubmit(new PingCall { Source = PingSource.Internal }, out _);
                last = time.GetTimestamp();
                continue;
            }

            await Task.Delay(pause < s_piece ? pause : s_piece, time, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Until the end of the interval or the next job, at once after the start, but never less than what would be merged anyway.</summary>
    private TimeSpan Remaining(TimeSpan interval, long? last, DateTimeOffset? due)
    {
        if (last is not { } start)
            return TimeSpan.Zero;
        var elapsed = time.GetElapsedTime(start);
        var remaining = interval - elapsed;
        if (due - time.GetUtcNow() is { } untilDue && untilDue < remaining)
            remaining = untilDue;
        var merged = options.CurrentValue.MinInterval - elapsed;
        return remaining > merged ? remaining : merged;
    }
}
