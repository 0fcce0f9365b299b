using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes HTML without blocks. Stands for Trac's <c>OneLinerFormatter</c>.</summary>
internal sealed class OneLineWriter(IReadOnlyList<WikiCall> calls, Expansion expansion, HtmlSanitizer sanitizer) : MarkupWriter(expansion, sanitizer)
{
    private const string Ellipsis = "[\u2026]";

    protected override IReadOnlyList<WikiCall> Calls => calls;

    public string Write(WikiOneLine text)
    {
        foreach (var inline in text.Inlines)
            WriteInline(inline);
        Line.Replace("[...]", Ellipsis);
        var length = Line.Length;
        if (length >= 3 && Line[length - 1] == '.' && Line[length - 2] == '.' && Line[length - 3] == '.')
            Line.Remove(length - 3, 3).Append('\u2026');
        Styles.CloseAll(Line);
        if (text.HasOpenBlock)
            Line.Append(Ellipsis);
        return Line.ToString();
    }

    protected override void WriteLineBreak() => Line.Append(' ');

    protected override void WriteMark(WikiInline mark) => throw new InvalidOperationException("Marks are text where there are no blocks.");

    protected override void WriteCall(int index)
    {
        var call = calls[index];
        switch (Expansion.Calls[index])
        {
            case CallOutcome.Html html:
                Line.Append(html.IsBox ? html.Text : InlineHtml.Fit(html.Text, isInParagraph: false));
                break;
            case CallOutcome.Link link:
                Line.AppendLink(link.Target);
                break;
            case CallOutcome.Rendered rendered:
                Line.Append(InlineHtml.Fit(RenderedText.Html(rendered, Sanitizer), isInParagraph: false));
                break;
            case var outcome when outcome == CallOutcome.LineBreak:
                Line.Append(' ');
                break;
            case var outcome when outcome == CallOutcome.BuiltIn:
                Line.Append(InlineHtml.Fit(BuiltInInline(call), isInParagraph: false));
                break;
            default:
                WriteCallAsText(call);
                break;
        }
    }
}
