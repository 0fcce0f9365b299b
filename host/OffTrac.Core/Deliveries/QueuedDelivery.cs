namespace OffTrac.Core.Deliveries;

/// <summary>An event that one component is yet to be told of, as administrators see it.</summary>
public sealed record QueuedDelivery
{
    public required long Event { get; init; }

    public required string Component { get; init; }

    /// <summary>Such as <c>ticket.changed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Such as <c>ticket:12</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>When the change was made.</summary>
    public required DateTimeOffset Time { get; init; }

    public string? Author { get; init; }

    /// <summary>How often it has failed.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried again; null for as soon as possible.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>Why it failed last, in one line; null when it has not.</summary>
    public string? Error { get; init; }
}
