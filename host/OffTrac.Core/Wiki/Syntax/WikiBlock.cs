namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A line of a document, or lines that belong together by their marks alone.</summary>
internal abstract record WikiBlock
{
    private WikiBlock()
    {
    }

    /// <summary>
    /// A line with something in it. Which paragraph, list, quote or table it belongs to, and what it ends, follows from its parts and
    /// the lines before it: Trac decides that while it writes, and so do the renderers.
    /// </summary>
    public sealed record Line(IReadOnlyList<WikiInline> Inlines, bool IsIndented) : WikiBlock;

    /// <summary>An empty line.</summary>
    public sealed record Blank : WikiBlock;

    /// <summary><c>----</c>.</summary>
    public sealed record Rule : WikiBlock;

    /// <summary>Lines that begin with <c>&gt;</c>, and the column of that mark in each of them.</summary>
    public sealed record Citation(IReadOnlyList<int> Columns, WikiDocument? Content) : WikiBlock;

    /// <summary><c>{{{</c> … <c>}}}</c>.</summary>
    public sealed record Processor(int Index) : WikiBlock;
}
