using OffTrac.Sdk.Resources;

namespace OffTrac.Sdk.Wiki;

/// <summary>One version of a wiki page as stored.</summary>
public sealed record WikiPage
{
    /// <summary>Name, such as <c>WikiStart</c> or <c>Guide/First Steps</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Version, from 1; gaps are possible.</summary>
    public required int Version { get; init; }

    /// <summary>When this version was made, UTC, whole microseconds.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Who made it; null when nobody is named.</summary>
    public string? Author { get; init; }

    /// <summary>Wiki text, line ends as they came.</summary>
    public string Text { get; init; } = "";

    /// <summary>Comment on the version; null or empty for none.</summary>
    public string? Comment { get; init; }

    /// <summary>Whether only those with <c>WIKI_ADMIN</c> may change it; the same for all versions.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The page as a resource, latest version.</summary>
    public Resource Resource => Resource.Wiki(Name);
}
