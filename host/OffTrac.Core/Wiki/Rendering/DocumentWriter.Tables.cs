using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Tables, whose rows are lines or processors.</summary>
internal sealed partial class DocumentWriter
{
    private bool _isInTable;
    private bool _isInRow;
    private bool _continuesTable;
    private bool _continuesRow;
    private string? _cell;

    private void WriteCell(WikiInline.Cell cell)
    {
        OpenTable();
        OpenRow(attributes: null);
        _continuesTable = true;
        if (cell.ContinuesRow)
            _continuesRow = true;
        if (cell.IsLast && cell.Span == 0)
            return;
        if (_cell is not null)
        {
            Styles.CloseAll(Line);
            Line.Append("</").Append(_cell).Append('>');
        }

        _cell = cell.IsHeader ? "th" : "td";
        Line.Append('<').Append(_cell);
        if (cell.Span > 1)
            Line.Append(" colspan=\"").Append(cell.Span).Append('"');
        if (cell.Alignment is not null)
            Line.Append(" style=\"text-align: ").Append(cell.Alignment).Append('"');
        Line.Append('>');
    }

    private void WriteRowSeparator(WikiInline.RowSeparator row)
    {
        OpenTable();
        CloseRow(force: true);
        OpenRow(row.Attributes);
        _continuesTable = true;
        _continuesRow = true;
    }

    private void OpenTable()
    {
        if (_isInTable)
            return;
        CloseParagraph();
        CloseLists();
        CloseTerms();
        _isInTable = true;
        html.Append("<table class=\"wiki\">\n");
    }

    private void OpenRow(IReadOnlyDictionary<string, string>? attributes)
    {
        if (_isInRow)
            return;
        OpenTable();
        _isInRow = true;
        html.Append("<tr");
        ElementAttributes.AppendTo(html, Sanitizer, "tr", attributes).Append('>');
    }

    private void CloseRow(bool force)
    {
        if (_isInRow && (!_continuesRow || force))
        {
            _isInRow = false;
            if (_cell is not null)
            {
                Styles.CloseAll(html);
                html.Append("</").Append(_cell).Append('>');
                _cell = null;
            }

            html.Append("</tr>");
        }

        _continuesRow = false;
    }

    private void CloseTable()
    {
        if (!_isInTable)
            return;
        CloseRow(force: true);
        html.Append("</table>\n");
        _isInTable = false;
    }
}
