namespace OffTrac.Sdk.Deliveries;

/// <summary>Events that a component will never hear of, because too many waited or they waited too long.</summary>
public sealed record DroppedEvents
{
    /// <summary>How many.</summary>
    public required long Count { get; init; }

    /// <summary>How many of each kind, such as <c>ticket.changed</c>.</summary>
    public required IReadOnlyDictionary<string, long> Kinds { get; init; }

    /// <summary>When the oldest of them was stored.</summary>
    public required DateTimeOffset Oldest { get; init; }

    /// <summary>When the newest of them was stored.</summary>
    public required DateTimeOffset Newest { get; init; }
}
