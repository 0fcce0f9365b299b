namespace OffTrac.Core.Deliveries;

/// <summary>The measures of the dispatcher.</summary>
public sealed record DeliverySettings
{
    /// <summary>How long a dispatcher that died keeps others from going on.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often to look for what other processes committed.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Pause after the first failure; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Resources of which one component is told at the same time.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>Events that are kept for a component which is not enabled; older ones are dropped.</summary>
    public int Backlog { get; init; } = 10_000;

    /// <summary>How often to look after components that are not enabled.</summary>
    public TimeSpan CleanUp { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts - 1, 30));
        return pause < LongestPause ? pause : LongestPause;
    }
}
