using Microsoft.Extensions.Logging;
using OffTrac.Core.Components;

namespace OffTrac.Core.Deliveries;

/// <summary>
/// Calls one durable component: the lowest number first, one resource in order, many resources at once. One thread begins the calls, so
/// that a component which does not keep it hears of everything in order; others join while calls keep their threads.
/// </summary>
internal sealed class DeliveryCalls(string component, long repeatsUpTo, DispatchServices services) : IPendingTarget
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_lookAtCalls = TimeSpan.FromSeconds(1);

    private readonly DeliverySettings _settings = services.Settings;
    private readonly Lock _lock = new();
    private readonly DeliveryState _state = new(component, repeatsUpTo, services);
    private readonly HashSet<DeliveryCall> _calls = [];
    private readonly DeliverySignal _progress = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _threads;
    private long _lastBegun;
    private bool _wantsRoom;
    private bool _isStopping;

    /// <summary>Ends when there is a reason to look again.</summary>
    public Task Progress => _progress.Next;

    public int Room => Locked(static self => self._state.Window.Room);

    public long SizeLeft => Locked(static self => self._state.Window.SizeLeft);

    /// <summary>Whether everything in memory was told, or has to wait.</summary>
    public bool IsDone => Locked(static self => self._state.Window.Count == 0 || (self._state.Outage.IsPaused && self._calls.Count == 0));

    /// <summary>Whether more can be read; when not, <see cref="Progress"/> ends as soon as it can.</summary>
    public bool HasRoom => Locked(static self => !(self._wantsRoom = !self._state.Window.HasRoom));

    /// <summary>Says that a reading begins.</summary>
    public void BeginReading()
    {
        lock (_lock)
            _state.Window.BeginReading();
    }

    public bool Wants(long number, string resource, string? related, long nextTry)
    {
        lock (_lock)
            return _state.Wants(number, resource, related, nextTry);
    }

    public void Add(PendingEvent pending)
    {
        lock (_lock)
            _state.Add(pending);
        Begin();
    }

    /// <summary>Gives up calls that last too long, and lets go on what has waited.</summary>
    /// <returns>The number from which to read again; null for none.</returns>
    public long? Look()
    {
        GiveUpLate();
        lock (_lock)
        {
            if (_threads > 0 && _threads < _settings.Threads && CanCall && services.Time.GetElapsedTime(_lastBegun) > s_look)
                StartThread();
        }

        Begin();
        return Locked(static self => self._state.Window.Release(self.Now));
    }

    /// <summary>How long nothing but <see cref="Progress"/> makes it worth to <see cref="Look"/>.</summary>
    public TimeSpan Pause(TimeSpan longest)
    {
        lock (_lock)
        {
            var now = Now;
            var pause = _calls.Count > 0 && s_lookAtCalls < longest ? s_lookAtCalls : longest;
            if (_state.Window.NextRelease is { } release)
                pause = Shorter(pause, release - now);
            if (_state.Outage.IsPaused && _state.Window.HasReady && !IsCalling)
                pause = Shorter(pause, _state.Outage.Until - now);
            if (CanCall && _threads < _settings.Threads)
                pause = Shorter(pause, (long)s_look.TotalMicroseconds);
            return pause;
        }
    }

    /// <summary>Forgets what is in memory, because an administrator changed what waits.</summary>
    public void Reset()
    {
        lock (_lock)
            _state.Reset();
    }

    /// <summary>Begins no call any more, cancels those in progress, and waits for them for a while.</summary>
    /// <returns>How many are still inside the component.</returns>
    public async ValueTask<int> StopAsync()
    {
        List<DeliveryCall> calls;
        lock (_lock)
        {
            _isStopping = true;
            calls = [.. _calls];
        }

        calls.ForEach(call => call.Cancel());
        if (calls.Count > 0)
            await Task.WhenAny(_stopped.Task, Task.Delay(_settings.Grace, services.Time)).ConfigureAwait(false);
        return Locked(static self => self._calls.Count);
    }

    private long Now => services.Now;

    // A component that is away is tried with one event at a time.
    private bool CanCall => !_isStopping && _state.Window.HasReady && _calls.Count < _settings.Parallelism
        && (!_state.Outage.IsPaused || (Now >= _state.Outage.Until && !IsCalling));

    private bool IsCalling => _calls.Any(call => call.GivenUp is null);

    private void Begin()
    {
        lock (_lock)
        {
            if (_threads == 0 && CanCall)
                StartThread();
        }
    }

    private void StartThread()
    {
        _threads++;
        ThreadPool.UnsafeQueueUserWorkItem(static self => self.CallAll(), this, preferLocal: false);
    }

    private void CallAll()
    {
        while (Next() is { } call)
            _ = TellAsync(call);
    }

    private DeliveryCall? Next()
    {
        lock (_lock)
        {
            var now = services.Time.GetTimestamp();
            _lastBegun = now;
            if (CanCall && _state.Window.Take() is { } pending)
            {
                var call = new DeliveryCall(pending, now);
                _calls.Add(call);
                return call;
            }

            _threads--;
            return null;
        }
    }

    private async Task TellAsync(DeliveryCall call)
    {
        var pending = call.Event;
        DeliveryResult? result = null;
        try
        {
            result = pending is { Kind: { } kind, Change: { } change }
                ? await kind.DeliverAsync(services.Points, component, change, call.Token).ConfigureAwait(false)
                : new DeliveryResult(DeliveryVerdict.Failed, pending.Problem);
        }
        catch (OperationCanceledException)
        {
            // The lease or the host goes; whoever comes next tells it.
        }

        End(call, result);
    }

    private void End(DeliveryCall call, DeliveryResult? result)
    {
        DeliveryOutcome? outcome = null;
        bool isProgress;
        lock (_lock)
        {
            _calls.Remove(call);
            if (call.GivenUp is { } block)
                _state.Window.Return(block);
            else
                outcome = _state.Settle(call.Event, result);
            if (_isStopping && _calls.Count == 0)
                _stopped.TrySetResult();
            isProgress = result is not { Verdict: DeliveryVerdict.Told } || _state.Window.Count == 0 || (_wantsRoom && _state.Window.HasRoom);
            _wantsRoom &= !isProgress;
        }

        if (result is { Verdict: DeliveryVerdict.Undeliverable, Reason: var reason })
        {
            services.Logger.LogError(
                "Event {Number} of {Resource} is dropped: {Component} can't pass it on: {Reason}", call.Event.Number, call.Event.Resource, component, reason);
        }

        call.Dispose();
        if (outcome is not null)
            services.Marks.Add(outcome, Marked);
        Begin();
        if (isProgress)
            _progress.Fire();
    }

    private void GiveUpLate()
    {
        List<DeliveryCall>? late = null;
        lock (_lock)
        {
            foreach (var call in _calls)
            {
                if (call.GivenUp is null && services.Time.GetElapsedTime(call.Started) >= LimitOf(call))
                    (late ??= []).Add(call);
            }
        }

        late?.ForEach(GiveUp);
    }

    private void GiveUp(DeliveryCall call)
    {
        DeliveryOutcome outcome;
        var reason = call.Event.Kind!.TimedOut(services.Points, component, LimitOf(call));
        lock (_lock)
        {
            if (!_calls.Contains(call))
                return;
            (outcome, call.GivenUp) = _state.Fail(call.Event, reason);
            call.GivenUp.IsStuck = true;
        }

        call.Cancel();
        services.Marks.Add(outcome, Marked);
    }

    private TimeSpan LimitOf(DeliveryCall call) => _settings.TimeLimit ?? call.Event.Kind?.Limit ?? TimeSpan.MaxValue;

    private void Marked(long number)
    {
        lock (_lock)
            _state.Window.Marked(number);
    }

    private T Locked<T>(Func<DeliveryCalls, T> get)
    {
        lock (_lock)
            return get(this);
    }

    private static TimeSpan Shorter(TimeSpan pause, long microseconds) =>
        microseconds <= 1000 ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromMicroseconds(microseconds) < pause ? TimeSpan.FromMicroseconds(microseconds) : pause;
}
