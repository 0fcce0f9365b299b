namespace OffTrac.EndToEnd.Tests.Scheduling;

/// <summary>A line of the scheduler's history.</summary>
internal sealed record HistoryLine
{
    public required string Id { get; init; }

    public required string Job { get; init; }

    /// <summary>The planned time, µs.</summary>
    public required long Slot { get; init; }

    public required int Attempt { get; init; }

    public required string Trigger { get; init; }

    public required string State { get; init; }

    public string Summary { get; init; } = "";

    public string Log { get; init; } = "";

    public string Exception { get; init; } = "";
}
