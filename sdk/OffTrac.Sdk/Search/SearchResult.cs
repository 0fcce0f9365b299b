namespace OffTrac.Sdk.Search;

/// <summary>Something that was found.</summary>
public sealed record SearchResult
{
    /// <summary>Path below the environment's root, percent-encoded, such as <c>/ticket/12</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Title as plain text.</summary>
    public required string Title { get; init; }

    /// <summary>Title as HTML, when it is more than the text.</summary>
    public string? TitleHtml { get; init; }

    /// <summary>When it was made, or last changed.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who made it; null when nobody is known.</summary>
    public string? Author { get; init; }

    /// <summary>A part of its text around what was searched for, as plain text.</summary>
    public string Excerpt { get; init; } = "";
}
