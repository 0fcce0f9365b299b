using OffTrac.Sdk.Pings;

namespace OffTrac.Plugins.Ping;

/// <summary>What one environment answers to a call.</summary>
internal sealed record PingAnswer
{
    public required PingVerdict Verdict { get; init; }

    public PingReport Report { get; init; } = PingReport.Nothing;

    /// <summary>Whether the call was answered by a ping of somebody else.</summary>
    public bool IsMerged { get; init; }

    /// <summary>Whether everything that was started has ended.</summary>
    public bool HasEnded { get; init; }

    public DateTimeOffset? Time { get; init; }

    /// <summary>Names of observers that failed at this ping.</summary>
    public IReadOnlyList<string> FailedObservers { get; init; } = [];

    /// <summary>Last ping of any node, for those who only look; null when there was none.</summary>
    public DateTimeOffset? LastPing { get; init; }

    /// <summary>A sentence when pings stay away; null when they come.</summary>
    public string? Silence { get; init; }

    /// <summary>One line for refused and unavailable.</summary>
    public string? Problem { get; init; }
}
