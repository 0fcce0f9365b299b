namespace OffTrac.Core.Wiki.Syntax;

/// <summary>
/// Parses wiki text, in time linear in its length: no part of a text is read more often than blocks may be nested. Stands for
/// trac/wiki/parser.py and the line handling of trac/wiki/formatter.py.
/// </summary>
internal static class WikiParser
{
    /// <summary>How deep blocks, citations, lists and quotes may be in one another; Python's own limit is about the same for blocks.</summary>
    public const int MaxDepth = 100;

    public static WikiTree Parse(string text, IReadOnlyList<ExtensionPattern> patterns)
    {
        var builder = new TreeBuilder(patterns) { Source = new WikiSource(text) };
        var document = new BlockReader(builder, depth: 0).Read(SourceText.Split(SourceText.Normalize(text)));
        return builder.ToTree(document, oneLine: null);
    }

    public static WikiTree ParseOneLine(string text, bool shorten, IReadOnlyList<ExtensionPattern> patterns)
    {
        var builder = new TreeBuilder(patterns) { Source = new WikiSource(text) };
        return builder.ToTree(document: null, builder.OneLine(text, shorten));
    }

    /// <summary>The headings alone, outside of blocks and citations.</summary>
    public static WikiTree ParseOutline(string text, bool shorten, IReadOnlyList<ExtensionPattern> patterns)
    {
        var builder = new TreeBuilder(patterns) { Source = new WikiSource(text), ShortensHeadings = shorten };
        var document = new BlockReader(builder, depth: 0).ReadHeadings(SourceText.Split(SourceText.Normalize(text)));
        return builder.ToTree(document, oneLine: null);
    }

    /// <summary>What stands at the very beginning of a text.</summary>
    public static (WikiTree Tree, WikiInline? First) ParseFirst(string text, IReadOnlyList<ExtensionPattern> patterns)
    {
        var builder = new TreeBuilder(patterns) { Source = new WikiSource(text) };
        var first = builder.ScanFirst(SourceText.Normalize(text));
        return (builder.ToTree(document: null, oneLine: null), first);
    }
}
