namespace OffTrac.Sdk.Deliveries;

/// <summary>What waits for one durable component.</summary>
public sealed record PendingEvents
{
    /// <summary>Full name of the component.</summary>
    public required string Component { get; init; }

    /// <summary>How many events wait.</summary>
    public required long Count { get; init; }

    /// <summary>When the oldest of them was stored.</summary>
    public required DateTimeOffset Oldest { get; init; }
}
