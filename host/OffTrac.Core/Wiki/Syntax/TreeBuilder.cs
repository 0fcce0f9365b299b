using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Collects what the parts of a tree refer to by number, and reads the parts that hold text of their own.</summary>
internal sealed class TreeBuilder(IReadOnlyList<ExtensionPattern> patterns)
{
    private readonly List<WikiLinkTarget> _links = [];
    private readonly List<WikiCall> _calls = [];
    private readonly List<WikiExtension> _extensions = [];
    private readonly Stack<InlineScanner> _scanners = [];

    public IReadOnlyList<ExtensionPattern> Patterns => patterns;

    /// <summary>The lines that calls stand in at the moment.</summary>
    public WikiSource Source { get; set; } = new("");

    public bool ShortensHeadings { get; init; }

    public WikiTree ToTree(WikiDocument? document, WikiOneLine? oneLine)
        => new() { Document = document, OneLine = oneLine, Links = _links, Calls = _calls, Extensions = _extensions };

    public IReadOnlyList<WikiInline> ScanLine(string text, int start, int end)
    {
        var scanner = Rent();
        var inlines = scanner.ScanLine(text, start, end);
        _scanners.Push(scanner);
        return inlines;
    }

    public WikiInline? ScanFirst(string text) => Rent().ScanFirst(text);

    public WikiOneLine OneLine(string text, bool shorten)
    {
        var line = OneLineText.Reduce(text, out var hasOpenBlock);
        if (shorten)
            line = OneLineText.Shorten(line);
        var scanner = Rent();
        var inlines = scanner.ScanOneLine(line);
        _scanners.Push(scanner);
        return new WikiOneLine(text, inlines, hasOpenBlock);
    }

    public WikiInline AddLink(WikiLinkTarget target, bool inAngles = false)
    {
        _links.Add(target);
        return new WikiInline.Link(_links.Count - 1, inAngles);
    }

    public int AddCall(WikiCall call)
    {
        _calls.Add(call);
        return _calls.Count - 1;
    }

    public WikiInline AddExtension(WikiExtension extension)
    {
        _extensions.Add(extension);
        return new WikiInline.Extension(_extensions.Count - 1);
    }

    public WikiInline Anchor(string name, string label)
        => new WikiInline.Anchor(name, label.Length == 0 ? null : OneLine(label, shorten: false));

    public WikiInline Heading(int depth, string title, string? anchor)
        => new WikiInline.Heading(depth, OneLine(title, shorten: false), ShortensHeadings ? OneLine(title, shorten: true) : null, anchor);

    public WikiInline Term(string text) => new WikiInline.Term(OneLine(text, shorten: false));

    public WikiInline MacroOrLink(string source, string text, bool isInOneLine)
    {
        if (MacroText.TryAnchor(text, out var anchor, out var anchorLabel))
            return Anchor(anchor, anchorLabel);
        var link = MacroText.ToLink(source, text);
        if (MacroText.TryMacro(text, out var name, out var content))
            return new WikiInline.Macro(AddCall(MacroCall(name, content, link, isInOneLine)));
        return link is null ? new WikiInline.Text(source, 0, source.Length) : AddLink(link);
    }

    private WikiCall MacroCall(string name, string? content, WikiLinkTarget? link, bool isInOneLine)
    {
        var call = new WikiCall
        {
            Name = name.TrimEnd('?'),
            Content = content,
            AsksForHelp = name.EndsWith('?'),
            IsInOneLine = isInOneLine,
            Link = link,
            Source = Source,
        };
        if (content is null || call.AsksForHelp)
            return call;
        if (BuiltInProcessors.TakesOneLine(name))
        {
            var (text, arguments) = MacroText.SplitArguments(content);
            return call with { Arguments = arguments, OneLine = text.Length == 0 ? null : OneLine(text, shorten: false) };
        }

        return BuiltInProcessors.TakesBlocks(name) && !isInOneLine && content.Length > 0
            ? call with { Document = new BlockReader(this, depth: 0).ReadNested(SourceText.Split(content)) }
            : call;
    }

    private InlineScanner Rent() => _scanners.TryPop(out var scanner) ? scanner : new InlineScanner(this);

    /// <summary>Removes quotes around a text, one level of them.</summary>
    public static string Unquote(string text)
        => text.Length > 0 && text[0] is '"' or '\'' && text[0] == text[^1] ? (text.Length > 1 ? text[1..^1] : "") : text;
}
