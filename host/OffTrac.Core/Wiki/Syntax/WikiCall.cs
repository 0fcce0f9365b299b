using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A macro or processor as written.</summary>
internal sealed record WikiCall
{
    public required string Name { get; init; }

    /// <summary>What is in its parentheses, or the text of the block.</summary>
    public string? Content { get; init; }

    /// <summary>The attributes of a block; null for a macro.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    /// <summary>Whether it is a block.</summary>
    public bool IsBlock { get; init; }

    /// <summary><c>[[Name?]]</c>, which asks for the description.</summary>
    public bool AsksForHelp { get; init; }

    /// <summary>Whether it stands in a text without blocks.</summary>
    public bool IsInOneLine { get; init; }

    /// <summary>The link that it is when there is no such macro.</summary>
    public WikiLinkTarget? Link { get; init; }

    /// <summary>Content parsed as blocks, for Trac's own processors that take wiki text.</summary>
    public WikiDocument? Document { get; init; }

    /// <summary>Content parsed as one line, idem.</summary>
    public WikiOneLine? OneLine { get; init; }

    /// <summary>Whether it stands too deep in other blocks to be looked into.</summary>
    public bool IsTooDeep { get; init; }

    /// <summary>The lines of the text that it stands in.</summary>
    public required WikiSource Source { get; init; }
}
