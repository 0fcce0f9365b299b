namespace OffTrac.Sdk.Wiki;

/// <summary>A place where a provider's markup stands.</summary>
public sealed record WikiSyntaxMatch
{
    /// <summary>Which of the provider's.</summary>
    public required string Name { get; init; }

    /// <summary>What matched.</summary>
    public required string Text { get; init; }

    /// <summary>What the named groups of the pattern matched.</summary>
    public required IReadOnlyDictionary<string, string> Groups { get; init; }
}
