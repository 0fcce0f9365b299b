using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A wiki text, parsed. It depends on the text and the patterns of syntax providers alone, and never changes.</summary>
internal sealed record WikiTree
{
    /// <summary>Set for a text with blocks.</summary>
    public WikiDocument? Document { get; init; }

    /// <summary>Set for a text without.</summary>
    public WikiOneLine? OneLine { get; init; }

    public required IReadOnlyList<WikiLinkTarget> Links { get; init; }

    public required IReadOnlyList<WikiCall> Calls { get; init; }

    public required IReadOnlyList<WikiExtension> Extensions { get; init; }
}
