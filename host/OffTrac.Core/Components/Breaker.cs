namespace OffTrac.Core.Components;

/// <summary>Leaves a component out after failures in a row: for a minute, then, while the call that tries it again fails, twice as long, up to an hour.</summary>
/// <remarks>Circuit breaker with a half-open probe, as in Nygard, "Release It!". Safe for many threads.</remarks>
public sealed class Breaker(TimeProvider time, int threshold = Breaker.DefaultThreshold)
{
    public const int DefaultThreshold = 5;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private BreakerState _state;
    private int _failures;
    private TimeSpan _pause = s_firstPause;
    private DateTimeOffset _until;

    public BreakerState State
    {
        get
        {
            lock (_lock)
            {
                return _state == BreakerState.Open && time.GetUtcNow() >= _until ? BreakerState.HalfOpen : _state;
            }
        }
    }

    /// <summary>When the pause ends; null when it is not open.</summary>
    public DateTimeOffset? Until
    {
        get
        {
            lock (_lock)
            {
                return _state == BreakerState.Open ? _until : null;
            }
        }
    }

    /// <summary>Failures since the last success.</summary>
    public int FailuresInARow
    {
        get
        {
            lock (_lock)
            {
                return _failures;
            }
        }
    }

    /// <summary>Whether the component may be called now. After the pause one caller gets true: its call is the probe.</summary>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_state == BreakerState.Closed)
            {
                return true;
            }

            if (_state == BreakerState.HalfOpen || time.GetUtcNow() < _until)
            {
                return false;
            }

            _state = BreakerState.HalfOpen;
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _state = BreakerState.Closed;
            _failures = 0;
            _pause = s_firstPause;
        }
    }

    /// <returns>True when this failure opened the breaker.</returns>
    public bool Failed()
    {
        lock (_lock)
        {
            _failures++;
            if (_state == BreakerState.Open || (_state == BreakerState.Closed && _failures < threshold))
            {
                return false;
            }

            if (_state == BreakerState.HalfOpen)
            {
                _pause = _pause * 2 < s_longestPause ? _pause * 2 : s_longestPause;
            }

            _state = BreakerState.Open;
            _until = time.GetUtcNow() + _pause;
            return true;
        }
    }

    /// <summary>The call ended without saying anything about the component, such as by its caller's cancellation.</summary>
    public void Withdrawn()
    {
        lock (_lock)
        {
            if (_state == BreakerState.HalfOpen)
            {
                _state = BreakerState.Open;
            }
        }
    }
}
