using System.Collections.Concurrent;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>
/// Trees of texts, and the HTML last written of each. A tree depends on the text and the patterns alone; HTML on the tree, on what
/// its numbers stand for and on the sanitiser's options. What it stands for is found out anew each time, so nothing here is ever out
/// of date.
/// </summary>
internal sealed class RenderedPages
{
    private const int MaxLength = 256 * 1024;
    private const int MaxTotal = 4 * 1024 * 1024;

    /// <summary>What a tree and its HTML cost besides the text: comments are short and many.</summary>
    private const int EntryCost = 1024;

    private readonly ConcurrentDictionary<string, Page> _pages = new(StringComparer.Ordinal);
    private int _total;

    public WikiTree Tree(string text, IReadOnlyList<ExtensionPattern> patterns)
    {
        if (_pages.TryGetValue(text, out var known) && ReferenceEquals(known.Patterns, patterns))
            return known.Tree;
        var tree = WikiParser.Parse(text, patterns);
        if (text.Length <= MaxLength)
            Keep(text, new Page(tree, patterns));
        return tree;
    }

    /// <summary>The HTML that was written of this tree for the same, or what the writer writes now.</summary>
    public string Html(string text, WikiTree tree, Expansion expansion, HtmlSettings settings, Func<string> write)
    {
        var isKept = _pages.TryGetValue(text, out var page) && ReferenceEquals(page.Tree, tree);
        if (isKept && Volatile.Read(ref page!.Written) is { } written && written.Settings == settings && written.Expansion.IsSame(expansion))
            return written.Html;
        var html = write();
        if (isKept && html.Length <= 4 * MaxLength)
            Volatile.Write(ref page!.Written, new Written(expansion, settings, html));
        return html;
    }

    private void Keep(string text, Page page)
    {
        if (Interlocked.Add(ref _total, text.Length + EntryCost) > MaxTotal)
        {
            _pages.Clear();
            Interlocked.Exchange(ref _total, text.Length + EntryCost);
        }

        _pages[text] = page;
    }

    private sealed class Page(WikiTree tree, IReadOnlyList<ExtensionPattern> patterns)
    {
        public Written? Written;

        public WikiTree Tree { get; } = tree;

        public IReadOnlyList<ExtensionPattern> Patterns { get; } = patterns;
    }

    private sealed record Written(Expansion Expansion, HtmlSettings Settings, string Html);
}
