namespace OffTrac.Sdk.Search;

/// <summary>A search: what is found contains every term.</summary>
public sealed record SearchRequest
{
    /// <summary>Texts that must occur, compared without case; at least one.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>Names of the filters to search in.</summary>
    public required IReadOnlyList<string> Filters { get; init; }

    /// <summary>Who searches: only what this user may see is found.</summary>
    public required string User { get; init; }
}
