namespace OffTrac.Sdk.Wiki;

/// <summary>A page about to be stored.</summary>
public sealed record WikiPageDraft
{
    /// <summary>Name of the page.</summary>
    public required string Name { get; init; }

    /// <summary>The page as stored now; null for a new one.</summary>
    public WikiPage? Stored { get; init; }

    /// <summary>Wiki text as it would be.</summary>
    public required string Text { get; init; }

    /// <summary>Comment on the version.</summary>
    public string? Comment { get; init; }

    /// <summary>Who asks: login, or <c>anonymous</c>.</summary>
    public required string User { get; init; }
}
