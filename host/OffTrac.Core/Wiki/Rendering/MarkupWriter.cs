using System.Text;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes what texts with and without blocks have in common. The line is written apart, as blocks open and close before it.</summary>
internal abstract class MarkupWriter(Expansion expansion, HtmlSanitizer sanitizer)
{
    protected Expansion Expansion { get; } = expansion;

    protected HtmlSanitizer Sanitizer { get; } = sanitizer;

    /// <summary>The line that is being written.</summary>
    protected StringBuilder Line { get; } = new();

    protected OpenStyles Styles { get; } = new();

    protected void WriteInline(WikiInline inline)
    {
        switch (inline)
        {
            case WikiInline.Text text:
                Line.AppendText(text.Span);
                break;
            case WikiInline.Link link:
                WriteLink(link);
                break;
            case WikiInline.Style style:
                WriteStyle(style.Kind);
                break;
            case WikiInline.Code code:
                Line.Append("<code>").AppendText(code.Span).Append("</code>");
                break;
            case WikiInline.LineBreak:
                WriteLineBreak();
                break;
            case WikiInline.Anchor anchor:
                WriteAnchor(anchor);
                break;
            case WikiInline.Macro macro:
                WriteCall(macro.Index);
                break;
            case WikiInline.Extension extension:
                WriteExtension(extension.Index);
                break;
            default:
                WriteMark(inline);
                break;
        }
    }

    protected abstract void WriteLineBreak();

    protected abstract void WriteCall(int index);

    /// <summary>Marks at the start of a line, and of tables.</summary>
    protected abstract void WriteMark(WikiInline mark);

    protected virtual void WriteStyle(WikiStyle style) => Styles.Toggle(style, Line);

    /// <summary>Source of a call, for where it isn't expanded.</summary>
    protected void WriteCallAsText(WikiCall call)
        => Line.Append("[[").AppendText(call.Name).Append(call.AsksForHelp ? "?" : "").Append(string.IsNullOrEmpty(call.Content) ? "" : "(...)").Append("]]");

    protected string OneLine(WikiOneLine text, IReadOnlyList<WikiCall> calls) => new OneLineWriter(calls, Expansion, Sanitizer).Write(text);

    protected abstract IReadOnlyList<WikiCall> Calls { get; }

    /// <summary>A span with one line of wiki text, or one of the processors without text.</summary>
    protected string BuiltInInline(WikiCall call)
    {
        if (!BuiltInProcessors.TakesOneLine(call.Name))
            return BuiltInText(call);
        var html = new StringBuilder("<span");
        ElementAttributes.AppendTo(html, Sanitizer, "span", call.Arguments).Append('>');
        if (call.OneLine is not null)
            html.Append(OneLine(call.OneLine, Calls));
        return html.Append("</span>").ToString();
    }

    private static string BuiltInText(WikiCall call)
        => call.Name switch
        {
            BuiltInProcessors.Comment => "",
            BuiltInProcessors.HtmlComment => call.Content?.Contains("--", StringComparison.Ordinal) == true
                ? ErrorBox.Html("Error: Forbidden character sequence &#34;--&#34; in htmlcomment wiki code block", detail: null)
                : $"<!--\n{call.Content}-->\n",
            _ => new StringBuilder("<pre class=\"wiki\">").AppendText(call.Content).Append("</pre>").ToString(),
        };

    private void WriteLink(WikiInline.Link link)
    {
        if (link.InAngles)
            Line.Append("&lt;");
        Line.AppendLink(Expansion.Links[link.Index]);
        if (link.InAngles)
            Line.Append("&gt;");
    }

    private void WriteAnchor(WikiInline.Anchor anchor)
    {
        Line.Append("<span class=\"wikianchor\"").AppendAttribute("id", anchor.Name).Append('>');
        if (anchor.Label is not null)
            Line.Append(OneLine(anchor.Label, Calls));
        Line.Append("</span>");
    }

    private void WriteExtension(int index)
    {
        var result = Expansion.Extensions[index];
        if (result.Html is not null)
            Line.Append(result.Html);
        else if (result.Link is not null)
            Line.AppendLink(result.Link);
    }
}
