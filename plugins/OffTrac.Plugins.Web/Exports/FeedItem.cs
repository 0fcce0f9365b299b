namespace OffTrac.Plugins.Web.Exports;

/// <summary>An entry of a feed; what is null is left out.</summary>
internal sealed record FeedItem
{
    public string? Title { get; init; }

    public string? Link { get; init; }

    public DateTimeOffset? Published { get; init; }

    public string? Author { get; init; }

    /// <summary>HTML.</summary>
    public string? Description { get; init; }

    public string? Comments { get; init; }
}
