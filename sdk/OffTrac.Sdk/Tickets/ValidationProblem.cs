namespace OffTrac.Sdk.Tickets;

/// <summary>Why something is not stored.</summary>
public sealed record ValidationProblem
{
    /// <summary>Name of the field; null when it is about the whole.</summary>
    public string? Field { get; init; }

    /// <summary>One line for the person.</summary>
    public required string Message { get; init; }
}
