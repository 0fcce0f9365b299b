namespace OffTrac.Sdk.Pings;

/// <summary>What an observer did with a ping. Reports of several observers are merged.</summary>
public sealed record PingReport
{
    /// <summary>Nothing to report.</summary>
    public static PingReport Nothing { get; } = new();

    /// <summary>Names of jobs that this ping started.</summary>
    public IReadOnlyList<string> Started { get; init; } = [];

    /// <summary>Names of jobs that were running before.</summary>
    public IReadOnlyList<string> Running { get; init; } = [];

    /// <summary>Names of jobs that should have run and have not.</summary>
    public IReadOnlyList<string> Overdue { get; init; } = [];

    /// <summary>Names of jobs that ended badly since they were started by this ping.</summary>
    public IReadOnlyList<string> Failed { get; init; } = [];

    /// <summary>When the next job is due, UTC; null for never or not known.</summary>
    public DateTimeOffset? NextDue { get; init; }
}
