namespace OffTrac.Sdk.Tickets;

/// <summary>Why something is not stored.</summary>
public sealed record ValidationProblem
{
    /// <summary>Name of the field, <c>comment</c> for the comment; null when it is about the whole.</summary>
    public string? Field { get; init; }

    /// <summary>How people know the field; null for by its name.</summary>
    public string? Label { get; init; }

    /// <summary>One line for the person.</summary>
    public required string Message { get; init; }
}
