using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Lists, definitions and quotes, which nest by their indentation.</summary>
internal sealed partial class DocumentWriter
{
    private readonly List<(string Element, int Depth)> _lists = [];
    private readonly List<int> _quotes = [];

    /// <summary>Columns at which lists and quotes began since the last line without indentation.</summary>
    private readonly List<int> _tabs = [];

    private bool _isInListItem;
    private bool _isInTerms;
    private bool _isInQuote;

    private int ListDepth => _lists.Count > 0 ? _lists[^1].Depth : -1;

    private int QuoteDepth => _quotes.Count > 0 ? _quotes[^1] : 0;

    private void WriteListMark(WikiInline.ListMark mark)
    {
        _isInListItem = true;
        if (mark.Depth > ListDepth && _lists.Count < WikiParser.MaxDepth)
        {
            OpenList(mark);
            return;
        }

        CloseLists(mark.Depth);
        if (_lists.Count == 0)
        {
            OpenList(mark);
            return;
        }

        var (element, depth) = _lists[^1];
        if (element != ElementOf(mark))
        {
            CloseList();
            OpenList(mark);
            return;
        }

        if (depth != mark.Depth)
            _lists[^1] = (element, mark.Depth);
        CloseItem();
        html.Append("<li>");
    }

    private static string ElementOf(WikiInline.ListMark mark) => mark.IsOrdered ? "ol" : "ul";

    private void OpenList(WikiInline.ListMark mark)
    {
        CloseTable();
        CloseParagraph();
        CloseQuotes();
        _lists.Add((ElementOf(mark), mark.Depth));
        SetTab(mark.Depth);
        html.Append('<').Append(ElementOf(mark)).AppendAttribute("class", mark.CssClass).AppendAttribute("start", mark.Start).Append("><li>");
    }

    private void CloseItem()
    {
        Styles.CloseAll(html);
        html.Append("</li>");
    }

    private void CloseList()
    {
        var element = _lists[^1].Element;
        _lists.RemoveAt(_lists.Count - 1);
        CloseItem();
        html.Append("</").Append(element).Append('>');
    }

    /// <summary>Closes the lists that begin deeper than a column; by default all.</summary>
    private void CloseLists(int depth = -1)
    {
        while (_lists.Count > 0 && depth < _lists[^1].Depth)
            CloseList();
    }

    private void WriteTerm(WikiInline.Term term)
    {
        if (_isInTerms)
        {
            Line.Append("</dd>");
        }
        else
        {
            CloseParagraph();
            Line.Append("<dl class=\"wiki\">");
        }

        Line.Append("<dt>").Append(OneLine(term.Content, calls)).Append("</dt><dd>");
        _isInTerms = true;
    }

    private void CloseTerms()
    {
        if (_isInTerms)
            html.Append("</dd></dl>\n");
        _isInTerms = false;
    }

    private void WriteIndent(int depth)
    {
        if (_lists.Count > 0)
        {
            var (element, listDepth) = _lists[^1];
            if (depth < listDepth)
            {
                if (_lists[0].Depth < depth)
                {
                    _isInListItem = true;
                    CloseLists(depth);
                    return;
                }
            }
            else if (depth <= listDepth + (element == "ol" ? 3 : 2))
            {
                _isInListItem = true;
                return;
            }
        }

        if (!_isInTerms)
            SetQuoteDepth(depth);
    }

    private void CloseQuotes()
    {
        while (_quotes.Count > 0)
            CloseQuote();
    }

    private void SetQuoteDepth(int depth)
    {
        if (depth > QuoteDepth && _quotes.Count < WikiParser.MaxDepth)
        {
            OpenQuotes(depth);
        }
        else
        {
            while (_quotes.Count > 0 && depth < _quotes[^1])
                CloseQuote();
            if (_quotes.Count == 0)
                OpenQuote(depth);
            else
                _quotes[^1] = depth;
        }

        _isInQuote = true;
    }

    /// <summary>Opens a quote for each tab between the present depth and the new one.</summary>
    private void OpenQuotes(int depth)
    {
        var present = QuoteDepth;
        SetTab(depth);
        foreach (var tab in _tabs.ToArray())
        {
            if (tab > present)
                OpenQuote(tab);
        }
    }

    private void OpenQuote(int depth)
    {
        CloseTable();
        CloseParagraph();
        CloseLists();
        _quotes.Add(depth);
        SetTab(depth);
        html.Append("<blockquote>\n");
    }

    private void CloseQuote()
    {
        CloseTable();
        CloseParagraph();
        _quotes.RemoveAt(_quotes.Count - 1);
        html.Append("</blockquote>\n");
    }

    private void SetTab(int depth)
    {
        var kept = _tabs.FindIndex(tab => tab >= depth);
        if (kept >= 0)
            _tabs.RemoveRange(kept, _tabs.Count - kept);
        _tabs.Add(depth);
    }
}
