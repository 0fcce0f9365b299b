namespace OffTrac.Plugins.Macros.Pages;

/// <summary>A page of an index, or a heading over others, or both.</summary>
internal sealed record TitleIndexNode
{
    /// <summary>What is shown; null for the page's name.</summary>
    public string? Title { get; init; }

    /// <summary>The page; null for a heading alone.</summary>
    public string? Page { get; init; }

    /// <summary>What is below; null for a leaf.</summary>
    public IReadOnlyList<TitleIndexNode>? Nodes { get; init; }
}
