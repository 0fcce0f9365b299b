namespace OffTrac.Core.Components;

/// <summary>One dispatch that runs on its caller's thread. It is the lease on all components of a snapshot, and says where the caller is.</summary>
/// <remarks>Idle → busy → idle; closing makes an idle one closed, and a busy one closed when it is released.</remarks>
internal sealed class DispatchScope
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int Closed = 2;
    private const int BusyAndClosing = 3;

    private int _state;
    private ComponentGuard? _blamed;
    private CancellationTokenSource? _source;

    /// <summary>Position of the component that is being called, for whoever looks for stalled calls.</summary>
    public int Position;

    /// <summary>Rounds told to all components and to plain ones; written by the owner of the scope only.</summary>
    public long AllRounds;
    public long PlainRounds;

    /// <summary>Which look-around the dispatch began after; with <see cref="Position"/> it tells one call from another.</summary>
    public int Epoch;

    /// <summary>The components that are being gone through.</summary>
    public object? Round;

    /// <summary>Cancels the source with the caller.</summary>
    public CancellationTokenRegistration Link;

    /// <summary>What the last look-around saw, and since when.</summary>
    public (int Epoch, int Position, long Since) Seen;

    public bool IsBusy => Volatile.Read(ref _state) is Busy or BusyAndClosing;

    public bool TryEnter() => Interlocked.CompareExchange(ref _state, Busy, Idle) == Idle;

    public bool IsBlamed => Volatile.Read(ref _blamed) is not null;

    /// <summary>Keeps the guard that was told of a stall, to tell it of the return. Look afterwards whether the dispatch is over already.</summary>
    public void Blame(ComponentGuard guard) => Interlocked.Exchange(ref _blamed, guard);

    /// <summary>Tells the guard that was told of a stall of the return.</summary>
    public void Absolve() => Interlocked.Exchange(ref _blamed, null)?.Returned();

    /// <returns>True when the snapshot was waiting for it.</returns>
    public bool Exit()
    {
        var isAwaited = Interlocked.CompareExchange(ref _state, Idle, Busy) != Busy;
        if (isAwaited)
        {
            Interlocked.Exchange(ref _state, Closed);
        }

        // Only now: whoever blames it from here on sees that it is over.
        if (IsBlamed)
        {
            Absolve();
        }

        return isAwaited;
    }

    /// <returns>True when it was idle; false when its <see cref="Exit"/> will tell.</returns>
    public bool Close()
        => Interlocked.CompareExchange(ref _state, Closed, Idle) == Idle
            || (Interlocked.CompareExchange(ref _state, BusyAndClosing, Busy) != Busy && Close());

    /// <summary>A source whose token is for this dispatch only.</summary>
    public CancellationTokenSource Source => _source ??= new CancellationTokenSource();

    /// <summary>Readies the source for the next dispatch; what components registered on the token is forgotten.</summary>
    public void ResetSource()
    {
        if (Link != default)
        {
            Link.Dispose();
            Link = default;
        }

        if (_source is { } source && !source.TryReset())
        {
            DetachSource();
        }
    }

    /// <summary>Leaves the source to a call that goes on after the dispatch.</summary>
    public CancellationTokenSource? DetachSource()
    {
        var source = _source;
        _source = null;
        return source;
    }
}
