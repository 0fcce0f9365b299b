using System.Text;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes what a reader would see, line by line, without markup.</summary>
internal sealed class PlainTextWriter
{
    private readonly IReadOnlyList<WikiCall> _calls;
    private readonly Expansion _expansion;
    private readonly StringBuilder _text = new();

    private PlainTextWriter(IReadOnlyList<WikiCall> calls, Expansion expansion) => (_calls, _expansion) = (calls, expansion);

    public static string Write(WikiTree tree, Expansion expansion)
    {
        var writer = new PlainTextWriter(tree.Calls, expansion);
        writer.Write(tree.Document!, "");
        return writer._text.ToString().Trim('\n');
    }

    private static string WriteOneLine(WikiTree tree, Expansion expansion)
    {
        var writer = new PlainTextWriter(tree.Calls, expansion);
        writer.Write(tree.OneLine!.Inlines);
        return writer._text.ToString();
    }

    private void Write(WikiDocument document, string prefix)
    {
        foreach (var block in document.Blocks)
            Write(block, prefix);
    }

    private void Write(WikiBlock block, string prefix)
    {
        switch (block)
        {
            case WikiBlock.Line line:
                _text.Append(prefix);
                Write(line.Inlines);
                _text.Append('\n');
                break;
            case WikiBlock.Citation { Content: { } cited }:
                Write(cited, prefix + "> ");
                break;
            case WikiBlock.Processor processor:
                Write(_calls[processor.Index], prefix);
                break;
            default:
                _text.Append(prefix.TrimEnd()).Append('\n');
                break;
        }
    }

    private void Write(WikiCall call, string prefix)
    {
        if (call.Document is not null)
            Write(call.Document, prefix);
        else if (call.OneLine is not null)
            Write(call.OneLine.Inlines);
        else if (call.Name is not (BuiltInProcessors.Comment or BuiltInProcessors.HtmlComment))
            AppendLines(call.Name == BuiltInProcessors.Html ? HeadingAnchor.PlainText(call.Content ?? "") : call.Content ?? "", prefix);
        _text.Append('\n');
    }

    private void AppendLines(string lines, string prefix)
    {
        foreach (var line in lines.AsSpan().TrimEnd('\n').EnumerateLines())
            _text.Append(prefix).Append(line).Append('\n');
    }

    private void Write(IReadOnlyList<WikiInline> inlines)
    {
        foreach (var inline in inlines)
            Write(inline);
    }

    private void Write(WikiInline inline)
    {
        switch (inline)
        {
            case WikiInline.Text text:
                _text.Append(text.Span);
                break;
            case WikiInline.Code code:
                _text.Append(code.Span);
                break;
            case WikiInline.Link link:
                _text.Append(_expansion.Links[link.Index].Label);
                break;
            case WikiInline.LineBreak:
                _text.Append('\n');
                break;
            case WikiInline.Anchor { Label: { } label }:
                Write(label.Inlines);
                break;
            case WikiInline.Heading heading:
                Write(heading.Content.Inlines);
                break;
            case WikiInline.ListMark mark:
                _text.Append(' ', mark.Depth).Append(mark.IsOrdered ? "- " : "* ");
                break;
            case WikiInline.Term term:
                Write(term.Content.Inlines);
                _text.Append(": ");
                break;
            case WikiInline.Cell { IsLast: false }:
                _text.Append("| ");
                break;
            case WikiInline.Macro macro:
                WriteMacro(macro.Index);
                break;
            case WikiInline.Extension { Index: var index } when _expansion.Extensions[index].Link is { } extension:
                _text.Append(extension.Label);
                break;
        }
    }

    private void WriteMacro(int index)
    {
        var call = _calls[index];
        switch (_expansion.Calls[index])
        {
            case CallOutcome.Link link:
                _text.Append(link.Target.Label);
                break;
            case CallOutcome.Html html:
                _text.Append(HeadingAnchor.PlainText(html.Text));
                break;
            case CallOutcome.Rendered { Tree: var tree, Expansion: var inner }:
                _text.Append(tree.OneLine is null ? Write(tree, inner) : WriteOneLine(tree, inner));
                break;
            case var outcome when outcome == CallOutcome.LineBreak:
                _text.Append('\n');
                break;
            default:
                if (call.OneLine is not null)
                    Write(call.OneLine.Inlines);
                break;
        }
    }
}
