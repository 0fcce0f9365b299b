namespace OffTrac.Sdk.Search;

/// <summary>A kind of things that a search can be narrowed to.</summary>
public sealed record SearchFilter
{
    /// <summary>Name in URLs, options and calls, such as <c>ticket</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people, such as <c>Tickets</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Whether it is searched when nobody chose filters.</summary>
    public bool IsDefault { get; init; } = true;
}
