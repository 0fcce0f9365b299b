using Microsoft.Extensions.Logging;

namespace OffTrac.Core.Components;

/// <summary>Stands before one component at one extension point: breaker, counters, last failures, and how far it is trusted.</summary>
/// <remarks>
/// A call that spins can't be taken back from the thread it runs on. Therefore the first calls of a plugin's component run on a
/// thread of their own, which the caller leaves behind when the time is over. After <see cref="ProbationCalls"/> good ones calls
/// run on the caller's thread, which costs nothing; a failure, a time-out or a stall puts the component back on probation.
/// </remarks>
internal sealed class ComponentGuard
{
    public const int ProbationCalls = 16;
    private const int KeptFailures = 5;

    private readonly ComponentDescription _description;
    private readonly string _point;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Breaker _breaker;
    private readonly bool _neverOnProbation;
    private readonly TrustVersion _trust;
    private readonly Lock _lock = new();
    private readonly LinkedList<ComponentFailure> _lastFailures = [];

    private bool _isReady;
    private int _probationLeft;
    private int _stalled;
    private long _calls;
    private long _failures;
    private long _timeOuts;
    private long _slowestTicks;

    public ComponentGuard(
        ComponentDescription description, string point, bool neverOnProbation, TrustVersion trust, TimeProvider time, ILogger logger)
    {
        _trust = trust;
        _description = description;
        _point = point;
        _time = time;
        _logger = logger;
        _breaker = new Breaker(time);
        _neverOnProbation = neverOnProbation;
        _probationLeft = neverOnProbation ? 0 : ProbationCalls;
        _isReady = neverOnProbation;
    }

    /// <summary>Whether it can be called at once on the caller's thread, and a success need not be told.</summary>
    public bool IsReady => Volatile.Read(ref _isReady);

    public bool IsOnProbation => Volatile.Read(ref _probationLeft) > 0;

    /// <summary>Whether it may be called now; each true is followed by one of the methods that tell how it ended.</summary>
    public bool TryBegin(out string refusal)
    {
        if (IsReady)
        {
            refusal = "";
            return true;
        }

        if (Volatile.Read(ref _stalled) > 0)
        {
            refusal = "an earlier call has not returned yet";
            return false;
        }

        var allowed = _breaker.TryBegin();
        refusal = allowed ? "" : $"suspended after {_breaker.FailuresInARow} failures in a row until {_breaker.Until:yyyy-MM-dd HH:mm:ss}Z";
        return allowed;
    }

    public void Count(long calls = 1) => Interlocked.Add(ref _calls, calls);

    public void Measure(TimeSpan duration)
    {
        var ticks = duration.Ticks;
        for (var slowest = Volatile.Read(ref _slowestTicks); ticks > slowest;)
        {
            var seen = Interlocked.CompareExchange(ref _slowestTicks, ticks, slowest);
            if (seen == slowest)
            {
                return;
            }

            slowest = seen;
        }
    }

    public void Succeeded()
    {
        if (IsReady)
        {
            return;
        }

        lock (_lock)
        {
            _breaker.Succeeded();
            if (_probationLeft > 0)
            {
                _probationLeft--;
            }

            BecomeReadyIfGood();
        }
    }

    /// <summary>The caller went away before the component could show how it does.</summary>
    public void Withdrawn() => _breaker.Withdrawn();

    /// <returns>One line for the caller.</returns>
    public string Failed(Exception exception)
    {
        var message = ExceptionText.Line(exception);
        Record(message, ExceptionText.Full(exception));
        return message;
    }

    /// <summary>A call was given up; it is still in the component.</summary>
    /// <returns>One line for the caller.</returns>
    public string TimedOut(TimeSpan limit)
    {
        Interlocked.Increment(ref _timeOuts);
        var message = Late(limit);
        Record(message, "");
        return message;
    }

    /// <summary>A durable listener failed: the deliveries wait with pauses of their own, so the breaker does not hear of it.</summary>
    /// <returns>One line for the caller.</returns>
    public string DeliveryFailed(Exception exception)
    {
        var message = ExceptionText.Line(exception);
        lock (_lock)
            Note(message, ExceptionText.Full(exception));
        Log(message, ExceptionText.Full(exception));
        return message;
    }

    /// <summary>A durable listener was given up; it is still in the component.</summary>
    /// <returns>One line for the caller.</returns>
    public string DeliveryTimedOut(TimeSpan limit)
    {
        Interlocked.Increment(ref _timeOuts);
        var message = Late(limit);
        lock (_lock)
            Note(message, "");
        Log(message, "");
        return message;
    }

    /// <summary>A call that nobody waits for is still in the component: nobody enters until <see cref="Returned"/>.</summary>
    public void Stalled()
    {
        lock (_lock)
        {
            _stalled++;
            Distrust();
        }
    }

    public void Returned()
    {
        lock (_lock)
        {
            _stalled--;
            BecomeReadyIfGood();
        }
    }

    public ComponentStatistics Statistics(long roundCalls)
    {
        ComponentFailure[] failures;
        lock (_lock)
        {
            failures = [.. _lastFailures];
        }

        return new ComponentStatistics
        {
            Component = _description.Name,
            ExtensionPoint = _point,
            Calls = Volatile.Read(ref _calls) + roundCalls,
            Failures = Volatile.Read(ref _failures),
            TimeOuts = Volatile.Read(ref _timeOuts),
            Stalled = Volatile.Read(ref _stalled),
            Slowest = new TimeSpan(Volatile.Read(ref _slowestTicks)),
            Breaker = _breaker.State,
            SuspendedUntil = _breaker.Until,
            LastFailures = failures,
        };
    }

    private static string Late(TimeSpan limit) => $"did not return within {limit.TotalSeconds:0.###} s";

    private void Record(string message, string details)
    {
        bool opened;
        lock (_lock)
        {
            opened = _breaker.Failed();
            Distrust();
            Note(message, details);
        }

        Log(message, details);
        if (opened)
        {
            _logger.LogWarning(
                "Component {Component} is suspended as {ExtensionPoint} until {Until:u}", _description.Name, _point, _breaker.Until);
        }
    }

    private void Note(string message, string details)
    {
        _failures++;
        _lastFailures.AddFirst(new ComponentFailure
        {
            Component = _description.Name,
            Plugin = _description.Plugin,
            PluginVersion = _description.PluginVersion,
            ExtensionPoint = _point,
            Message = message,
            Details = details,
            Time = _time.GetUtcNow(),
        });
        if (_lastFailures.Count > KeptFailures)
        {
            _lastFailures.RemoveLast();
        }
    }

    private void Log(string message, string details) => _logger.LogError(
        "Component {Component} of plugin {Plugin} {PluginVersion} failed as {ExtensionPoint}: {Message}{Details}",
        _description.Name, _description.Plugin, _description.PluginVersion, _point, message,
        details.Length == 0 ? "" : System.Environment.NewLine + details);

    private void Distrust()
    {
        Volatile.Write(ref _isReady, false);
        _trust.Advance();
        _probationLeft = _neverOnProbation ? 0 : ProbationCalls;
    }

    private void BecomeReadyIfGood()
    {
        if (_stalled == 0 && _probationLeft == 0 && _breaker is { State: BreakerState.Closed, FailuresInARow: 0 })
        {
            Volatile.Write(ref _isReady, true);
        }
    }
}
