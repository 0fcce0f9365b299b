namespace OffTrac.Core.Deliveries;

/// <summary>The measures of the dispatcher.</summary>
public sealed record DeliverySettings
{
    /// <summary>How long a dispatcher that died keeps others from going on.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long calls in flight are waited for when the dispatching ends; shorter than what is left of a renewed lease.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often to look for what other processes committed.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause after the first failure; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause of one event.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Longest pause of a component whose receiver is away.</summary>
    public TimeSpan LongestOutagePause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Failures of as many resources in a row, without a success, are an outage: the component as a whole waits.</summary>
    public int FailuresOfAnOutage { get; init; } = 5;

    /// <summary>Calls to one component at the same time.</summary>
    public int Parallelism { get; init; } = 256;

    /// <summary>Threads that call one component when its calls keep their thread; one while they do not.</summary>
    public int Threads { get; init; } = 16;

    /// <summary>Overrules the time limit of the extension points.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Most events of one component that are held in memory.</summary>
    public int WindowEvents { get; init; } = 4096;

    /// <summary>Most characters of stored events of one component that are held in memory.</summary>
    public long WindowSize { get; init; } = 8_000_000;

    /// <summary>Told events that are marked in one transaction.</summary>
    public int MarkedAtOnce { get; init; } = 2000;

    /// <summary>How long a told event waits for others to be marked with.</summary>
    public TimeSpan MarkDelay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Events that are kept for a component which is not enabled; older ones are dropped.</summary>
    public int Backlog { get; init; } = 10_000;

    /// <summary>How often to look after what waits too long, or for components that are not enabled.</summary>
    public TimeSpan CleanUp { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan PauseAfter(int attempts) => Doubled(attempts, LongestPause);

    public TimeSpan OutagePauseAfter(int attempts) => Doubled(attempts, LongestOutagePause);

    private TimeSpan Doubled(int attempts, TimeSpan longest)
    {
        var pause = FirstPause * Math.Pow(2, Math.Clamp(attempts - 1, 0, 30));
        return pause < longest ? pause : longest;
    }
}
