using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>
/// Sees to it that one dispatch is in progress at a time, that pings which come meanwhile or too soon are merged into one more, and
/// that none is lost.
/// </summary>
internal sealed class PingDispatcher(
    string environment, ObserverCalls observers, PingNodes nodes, IOptionsMonitor<PingOptions> options, TimeProvider time, ILogger logger)
    : IDisposable
{
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private PendingPing? _next;
    private bool _isDispatching;
    private long? _lastStart;
    private long _number;

    /// <summary>What the last ping brought.</summary>
    public PingReport LastReport { get; private set; } = PingReport.Nothing;

    /// <summary>When the last ping was, by the database's clock; null for none in this process.</summary>
    public DateTimeOffset? LastPing { get; private set; }

    public PingIntervals Intervals { get; } = new();

    /// <summary>Asks for a dispatch by <see cref="RunAsync"/>.</summary>
    /// <param name="call">The call.</param>
    /// <param name="dispatch">The dispatch to come.</param>
    /// <returns>False when the call is merged into one that somebody else asked for, or has to wait for its time.</returns>
    public bool TrySubmit(PingCall call, out Task<DispatchResult> dispatch)
    {
        lock (_lock)
        {
            if (_next is not null)
            {
                _next = _next with { Call = PingCall.Merge(_next.Call, call) };
                dispatch = _next.Done.Task;
                return false;
            }

            _next = new PendingPing(call, new TaskCompletionSource<DispatchResult>(TaskCreationOptions.RunContinuationsAsynchronously));
            Wake();
            dispatch = _next.Done.Task;
            return !_isDispatching && TooSoonBy() <= TimeSpan.Zero;
        }
    }

    /// <summary>Dispatches what was submitted, until the token is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await _wake.WaitAsync(cancellation).ConfigureAwait(false);
                if (TooSoonBy() is var pause && pause > TimeSpan.Zero)
                    await Task.Delay(pause, time, cancellation).ConfigureAwait(false);
                if (Take() is { } pending)
                    await DispatchAsync(pending, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Take()?.Done.TrySetCanceled(CancellationToken.None);
            lock (_lock)
                _isDispatching = false;
        }
    }

    /// <summary>Dispatches at once, after the one in progress.</summary>
    public async ValueTask<DispatchResult> DispatchNowAsync(PingCall call, CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var pinged = await nodes.NoteAsync(call, cancellation).ConfigureAwait(false);
            var ping = new Sdk.Pings.Ping
            {
                Environment = environment,
                Time = pinged,
                Source = call.Source,
                SourceText = call.SourceText,
                User = call.User,
                Number = ++_number,
                Jobs = call.Jobs,
            };
            var reports = await observers.ObserveAsync(ping, cancellation).ConfigureAwait(false);
            Intervals.Note(pinged);
            LastPing = pinged;
            LastReport = ObserverReport.Merge(reports.Select(report => report.Report));
            return new DispatchResult(pinged, reports);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        _oneAtATime.Dispose();
    }

    private async ValueTask DispatchAsync(PendingPing pending, CancellationToken cancellation)
    {
        try
        {
            pending.Done.TrySetResult(await DispatchNowAsync(pending.Call, cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            pending.Done.TrySetCanceled(cancellation);
            throw;
        }
        catch (Sdk.TracException exception)
        {
            logger.LogWarning("Ping from {Source} failed: {Reason}", pending.Call.Source, exception.Message);
            pending.Done.TrySetException(exception);

            // Nobody may be waiting any more; the failure was logged.
            _ = pending.Done.Task.Exception;
        }
        finally
        {
            lock (_lock)
                _isDispatching = false;
        }
    }

    private PendingPing? Take()
    {
        lock (_lock)
        {
            var pending = _next;
            _next = null;
            if (pending is not null)
                (_isDispatching, _lastStart) = (true, time.GetTimestamp());
            return pending;
        }
    }

    private TimeSpan TooSoonBy() =>
        _lastStart is { } start ? options.CurrentValue.MinInterval - time.GetElapsedTime(start) : TimeSpan.Zero;

    private void Wake()
    {
        if (_wake.CurrentCount == 0)
            _wake.Release();
    }

    private sealed record PendingPing(PingCall Call, TaskCompletionSource<DispatchResult> Done);
}
