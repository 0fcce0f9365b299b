namespace OffTrac.Plugins.Web.Exports;

/// <summary>What a feed says.</summary>
internal sealed record Feed
{
    public required string Title { get; init; }

    public required string Link { get; init; }

    public required string Description { get; init; }

    public required string Category { get; init; }

    public required IReadOnlyList<FeedItem> Items { get; init; }
}
