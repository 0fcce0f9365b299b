namespace OffTrac.Core.Deliveries;

/// <summary>An event that a component is yet to be told of.</summary>
internal sealed record PendingEvent
{
    public long Number { get; init; }

    public required string Kind { get; init; }

    public required string Resource { get; init; }

    public string? Related { get; init; }

    public int Attempts { get; init; }

    public long NextTry { get; init; }
}
