using System.Text;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Macros within lines, and processors.</summary>
internal sealed partial class DocumentWriter
{
    protected override void WriteCall(int index)
    {
        var call = calls[index];
        var isInParagraph = !_isInListItem && !_isInTable && !_isInTerms;
        switch (Expansion.Calls[index])
        {
            case CallOutcome.Html html:
                Line.Append(html.IsBox ? html.Text : InlineHtml.Fit(html.Text, isInParagraph));
                break;
            case CallOutcome.Link link:
                Line.AppendLink(link.Target);
                break;
            case CallOutcome.Rendered rendered:
                Line.Append(InlineHtml.Fit(RenderedText.Html(rendered, Sanitizer), isInParagraph));
                break;
            case var outcome when outcome == CallOutcome.LineBreak:
                Line.Append(LineBreak(call.Content));
                break;
            case var outcome when outcome == CallOutcome.BuiltIn:
                Line.Append(InlineHtml.Fit(BuiltIn(call), isInParagraph));
                break;
            default:
                WriteCallAsText(call);
                break;
        }
    }

    private void WriteProcessor(int index)
    {
        var call = calls[index];
        if (!BuiltInProcessors.IsPartOfTable(call.Name))
            CloseTable();
        CloseParagraph();
        switch (Expansion.Calls[index])
        {
            case CallOutcome.Html processed:
                html.Append(WithAnchors(processed.Text));
                break;
            case CallOutcome.Rendered rendered:
                html.Append(RenderedText.Html(rendered, Sanitizer));
                break;
            default:
                html.Append(BuiltIn(call));
                break;
        }
    }

    /// <summary>Gives the numbered lines of source code an anchor of their own in the page.</summary>
    private string WithAnchors(string text)
        => Expansion.AnchorPlaceholder is { } placeholder && text.Contains(placeholder, StringComparison.Ordinal)
            ? text.Replace(placeholder, _anchors.Unique("a"), StringComparison.Ordinal)
            : text;

    private static string LineBreak(string? arguments)
    {
        if (string.IsNullOrEmpty(arguments))
            return Break;
        var separator = arguments.IndexOf(':', StringComparison.Ordinal);
        if (separator < 0)
            separator = arguments.IndexOf('=', StringComparison.Ordinal);
        if (separator < 0 ? arguments != "clear" : arguments[..separator] != "clear")
            return Break;
        var side = arguments[(separator + 1)..];
        return $"<br style=\"clear: {(side is "left" or "right" ? side : "both")}\" />";
    }

    private string BuiltIn(WikiCall call)
    {
        if (!BuiltInProcessors.TakesBlocks(call.Name))
            return BuiltInInline(call);
        if (call.IsTooDeep)
            return ErrorBox.TooDeep(call.Name);
        return call.Name switch
        {
            BuiltInProcessors.Table => Table(call),
            BuiltInProcessors.Row => Row(call),
            BuiltInProcessors.DataCell or BuiltInProcessors.HeaderCell => Cell(call),
            BuiltInProcessors.RightToLeft => Element("div", RightToLeft(call.Arguments), Content(call)),
            _ => Element("div", WithDefaultClass(call.Arguments, "wikipage"), Content(call)),
        };
    }

    private string Table(WikiCall call)
    {
        var rows = InnerTable.Rows(Content(call), call.Name, out var problem);
        return call.Document is not null && rows is null
            ? ErrorBox.Html(HtmlText.Escape(problem), detail: null)
            : Element("table", WithDefaultClass(call.Arguments, "wiki"), rows ?? "");
    }

    private string Row(WikiCall call)
    {
        var cells = InnerTable.Cells(Content(call), call.Name, out var problem);
        if (call.Document is not null && cells is null)
            return ErrorBox.Html(HtmlText.Escape(problem), detail: null);
        var row = Element("tr", call.Arguments, cells ?? "");
        OpenTable();
        return row;
    }

    private string Cell(WikiCall call)
    {
        OpenRow(attributes: null);
        return Element(call.Name, call.Arguments, Content(call));
    }

    private string Content(WikiCall call)
    {
        if (call.Document is null)
            return "";
        var content = new StringBuilder();
        new DocumentWriter(calls, Expansion, Sanitizer, content, preservesNewlines).Write(call.Document);
        return content.ToString();
    }

    private string Element(string name, IReadOnlyDictionary<string, string>? attributes, string content)
    {
        var element = new StringBuilder(content.Length + 64).Append('<').Append(name);
        return ElementAttributes.AppendTo(element, Sanitizer, name, attributes).Append('>').Append(content).Append("</").Append(name).Append('>').ToString();
    }

    private static Dictionary<string, string> WithDefaultClass(IReadOnlyDictionary<string, string>? arguments, string defaultClass)
    {
        var attributes = Copy(arguments);
        attributes.TryAdd("class", defaultClass);
        return attributes;
    }

    private static Dictionary<string, string> RightToLeft(IReadOnlyDictionary<string, string>? arguments)
    {
        var attributes = Copy(arguments);
        attributes["class"] = $"rtl {attributes.GetValueOrDefault("class")}".TrimEnd();
        return attributes;
    }

    private static Dictionary<string, string> Copy(IReadOnlyDictionary<string, string>? arguments)
        => arguments is null ? new(StringComparer.Ordinal) : new(arguments, StringComparer.Ordinal);
}
