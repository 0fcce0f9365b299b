using System.Text;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>
/// Writes HTML with blocks. Stands for Trac's <c>Formatter</c>, whose blocks are written while the line that opens or closes them
/// is held back: what comes of marks in odd places follows from that order, so it is kept.
/// </summary>
internal sealed partial class DocumentWriter(
    IReadOnlyList<WikiCall> calls, Expansion expansion, HtmlSanitizer sanitizer, StringBuilder html, bool preservesNewlines)
    : MarkupWriter(expansion, sanitizer)
{
    private const string Break = "<br />";

    private readonly AnchorNames _anchors = new();
    private bool _isParagraphOpen;

    protected override IReadOnlyList<WikiCall> Calls => calls;

    public void Write(WikiDocument document)
    {
        foreach (var block in document.Blocks)
        {
            switch (block)
            {
                case WikiBlock.Line line:
                    WriteLine(line);
                    break;
                case WikiBlock.Processor processor:
                    WriteProcessor(processor.Index);
                    break;
                case WikiBlock.Citation citation:
                    WriteCitation(citation);
                    break;
                case WikiBlock.Rule:
                    CloseBlocks();
                    html.Append("<hr />\n");
                    break;
                default:
                    CloseBlocks();
                    break;
            }
        }

        CloseBlocks();
    }

    protected override void WriteLineBreak() => Line.Append(Break);

    protected override void WriteStyle(WikiStyle style)
    {
        if (_lists.Count > 0 && !_isInListItem)
            CloseLists();
        base.WriteStyle(style);
    }

    protected override void WriteMark(WikiInline mark)
    {
        switch (mark)
        {
            case WikiInline.Heading heading:
                WriteHeading(heading);
                break;
            case WikiInline.ListMark list:
                WriteListMark(list);
                break;
            case WikiInline.Term term:
                WriteTerm(term);
                break;
            case WikiInline.Indent indent:
                WriteIndent(indent.Depth);
                break;
            case WikiInline.Cell cell:
                WriteCell(cell);
                break;
            case WikiInline.RowSeparator row:
                WriteRowSeparator(row);
                break;
        }
    }

    private void WriteLine(WikiBlock.Line line)
    {
        if (!line.IsIndented)
        {
            _tabs.Clear();
            if (_quotes.Count > 0)
                CloseQuotes();
        }

        _isInListItem = false;
        _isInQuote = false;
        foreach (var inline in line.Inlines)
            WriteInline(inline);

        if (!_isInListItem)
            CloseLists();
        if (!_isInQuote)
            CloseQuotes();
        if (_isInTerms && !line.IsIndented)
            CloseTerms();
        if (_isInTable && !_continuesTable)
            CloseTable();
        _continuesTable = false;
        EndLine();
        CloseRow(force: false);
    }

    private void EndLine()
    {
        var breaks = false;
        if (!_isInListItem && !_isInTerms && !_isInTable)
        {
            if (Line.Length > 0)
                OpenParagraph();
            breaks = preservesNewlines && _isParagraphOpen && !LineEndsWithBreak();
        }

        html.Append(Line).Append(breaks ? Break + "\n" : "\n");
        Line.Clear();
    }

    private bool LineEndsWithBreak()
    {
        var end = Line.Length;
        while (end > 0 && WikiCharacters.IsSpace(Line[end - 1]))
            end--;
        return end >= Break.Length && Line.ToString(end - Break.Length, Break.Length) == Break;
    }

    private void OpenParagraph()
    {
        if (_isParagraphOpen)
            return;
        html.Append("<p>\n");
        _isParagraphOpen = true;
    }

    private void CloseParagraph()
    {
        Styles.CloseAll(html);
        if (!_isParagraphOpen)
            return;
        html.Append("</p>\n");
        _isParagraphOpen = false;
    }

    private void CloseBlocks()
    {
        CloseTable();
        CloseParagraph();
        CloseQuotes();
        CloseLists();
        CloseTerms();
    }

    private void WriteHeading(WikiInline.Heading heading)
    {
        CloseBlocks();
        var text = OneLine(heading.Content, calls);
        var anchor = _anchors.Unique(heading.Id ?? HeadingAnchor.FromHtml(text));
        html.Append("<h").Append(heading.Depth).Append(" class=\"section\"").AppendAttribute("id", anchor).Append('>')
            .Append(text).Append("</h").Append(heading.Depth).Append('>');
    }

    private void WriteCitation(WikiBlock.Citation citation)
    {
        CloseParagraph();
        if (citation.Columns[0] < ListDepth)
            CloseLists(citation.Columns[0]);
        html.Append("<blockquote class=\"citation\">\n");
        if (citation.Content is null)
            html.Append(ErrorBox.TooDeep("quote"));
        else
            new DocumentWriter(calls, Expansion, Sanitizer, html, preservesNewlines).Write(citation.Content);
        html.Append("</blockquote>\n");
    }
}
