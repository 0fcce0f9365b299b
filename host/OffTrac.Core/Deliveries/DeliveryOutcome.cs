namespace OffTrac.Core.Deliveries;

/// <summary>What is to be marked of telling a component of an event.</summary>
internal sealed record DeliveryOutcome
{
    public required string Component { get; init; }

    public required long Number { get; init; }

    /// <summary>How often it has failed, this time included.</summary>
    public int Attempts { get; init; }

    public long NextTry { get; init; }

    /// <summary>Why it waits; null when it need not be told any more.</summary>
    public string? Error { get; init; }
}
