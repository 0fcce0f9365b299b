namespace OffTrac.Core.Components;

/// <summary>What became of the calls to one component at one extension point, since its plugin was loaded.</summary>
public sealed record ComponentStatistics
{
    public required string Component { get; init; }

    public required string ExtensionPoint { get; init; }

    public long Calls { get; init; }

    public long Failures { get; init; }

    /// <summary>Failures that were calls that did not return in time.</summary>
    public long TimeOuts { get; init; }

    /// <summary>Calls given up that have not returned yet.</summary>
    public int Stalled { get; init; }

    /// <summary>Longest call of those measured: every one that waited, and one in 64 of the others.</summary>
    public TimeSpan Slowest { get; init; }

    public BreakerState Breaker { get; init; }

    /// <summary>When a suspended component is tried again.</summary>
    public DateTimeOffset? SuspendedUntil { get; init; }

    /// <summary>The last failures, newest first.</summary>
    public IReadOnlyList<ComponentFailure> LastFailures { get; init; } = [];
}
