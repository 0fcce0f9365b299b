using OffTrac.Core.Tickets;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>
/// Parts HTML into tags and text as Python's <c>html.parser</c> of Trac's time does, on which the outcome of Trac's sanitiser rests.
/// Its rules are looser than a browser's, so what comes out must be written anew, never copied.
/// </summary>
internal sealed class HtmlReader(string html, IHtmlHandler handler)
{
    // A tag that runs to the end of the text is text, and is looked through in vain. Trac does so for each, in quadratic time.
    private const int MostUnendedTags = 16;

    private int _position;
    private int _unendedTags;

    // What has no end here has none further on.
    private bool _isCommentUnended;
    private bool _isSectionUnended;

    /// <exception cref="HtmlSyntaxException">A marked section (<c>&lt;![</c>) of an unknown kind.</exception>
    public void Read()
    {
        var lastEnd = html.LastIndexOf('>');
        while (_position < html.Length)
        {
            var open = html.IndexOf('<', _position);
            if (open < 0 || open > lastEnd || _unendedTags > MostUnendedTags)
            {
                ReadRest();
                return;
            }

            Text(_position, open);
            _position = open;
            if (ReadMarkup() is { } end)
                _position = end;
            else
                ReadUnended();
        }
    }

    /// <summary>Reads markup at the position and gives its end; null when it has none.</summary>
    private int? ReadMarkup()
    {
        switch (At(_position + 1))
        {
            case var letter when char.IsAsciiLetter(letter):
                return ReadStartTag();
            case '/':
                return ReadEndTag();
            case '?':
                return Find(">", _position + 2) is { } end ? Tell(html[(_position + 2)..end], handler.Instruction, end + 1) : null;
            case '!':
                return ReadDeclaration();
            default:
                handler.Text("<");
                return _position + 1;
        }
    }

    private int? ReadStartTag()
    {
        var tag = new StartTag(html, _position);
        if (tag.End is not { } end)
        {
            _unendedTags++;
            return null;
        }

        if (!tag.IsWellFormed)
        {
            handler.Text(html[_position..end]);
            return end;
        }

        handler.StartTag(tag.Name, tag.Attributes, tag.IsEmpty);
        return !tag.IsEmpty && tag.Name is "script" or "style" ? EndOfRawText(tag.Name, end) : end;
    }

    /// <summary>Script and style hold no markup. What they hold is of no interest, without an end tag it goes on to the end.</summary>
    private int EndOfRawText(string name, int start)
    {
        for (var open = html.IndexOf("</", start, StringComparison.Ordinal); open >= 0; open = html.IndexOf("</", open + 2, StringComparison.Ordinal))
        {
            var at = SkipSpace(open + 2);
            if (string.Compare(html, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
                continue;
            at = SkipSpace(at + name.Length);
            if (At(at) != '>')
                continue;
            handler.EndTag(name);
            return at + 1;
        }

        return html.Length;
    }

    private int? ReadEndTag()
    {
        if (Find(">", _position + 1) is not { } close)
            return null;
        var start = SkipSpace(_position + 2);
        var end = start;
        while (char.IsAsciiLetterOrDigit(At(end)) || (end > start && At(end) is '-' or '.' or ':' or '_'))
            end++;
        var after = SkipSpace(end);
        if (char.IsAsciiLetter(At(start)) && At(after) == '>')
            return Tell(html[start..end].ToLowerInvariant(), handler.EndTag, after + 1);
        start = _position + 2;
        if (!char.IsAsciiLetter(At(start)))
            return close + 1;
        end = StartTag.EndOfName(html, start);
        handler.EndTag(html[start..end].ToLowerInvariant());
        return html.IndexOf('>', end) + 1;
    }

    private int? ReadDeclaration()
    {
        if (Has("<!--"))
            return CommentEnd(_position + 4);
        if (Has("<!["))
            return ReadMarkedSection();
        if (string.Compare(html, _position, "<!doctype", 0, 9, StringComparison.OrdinalIgnoreCase) == 0)
            return Find(">", _position + 9) is { } end ? Tell(html[(_position + 2)..end], handler.Declaration, end + 1) : null;
        return Find(">", _position + 2) + 1;
    }

    /// <summary>Two hyphens, then blanks, then the end.</summary>
    private int? CommentEnd(int start)
    {
        if (_isCommentUnended)
            return null;
        for (var hyphens = Find("--", start); hyphens is { } found; hyphens = Find("--", found + 1))
        {
            var end = SkipSpace(found + 2);
            if (At(end) == '>')
                return end + 1;
        }

        _isCommentUnended = true;
        return null;
    }

    private int? ReadMarkedSection()
    {
        var start = _position + 3;
        var end = start;
        if (start == html.Length)
            return null;
        while (char.IsAsciiLetterOrDigit(At(end)) || At(end) is '-' or '_' or '.')
            end++;
        if (!char.IsAsciiLetter(At(start)))
            throw new HtmlSyntaxException($"expected name token at '{html.AsSpan(_position, Math.Min(20, html.Length - _position))}'");
        if (SkipSpace(end) == html.Length)
            return null;
        var name = html[start..end].ToLowerInvariant();
        return name switch
        {
            "temp" or "cdata" or "ignore" or "include" or "rcdata" => SectionEnd(start, brackets: 2),
            "if" or "else" or "endif" => SectionEnd(start, brackets: 1),
            _ => throw new HtmlSyntaxException($"unknown status keyword '{html[start..SkipSpace(end)]}' in marked section"),
        };
    }

    private int? SectionEnd(int start, int brackets)
    {
        if (_isSectionUnended)
            return null;
        for (var bracket = Find("]", start); bracket is { } found; bracket = Find("]", found + 1))
        {
            var at = SkipSpace(found + 1);
            if (brackets == 2 && At(at) == ']')
                at = SkipSpace(at + 1);
            else if (brackets == 2)
                continue;
            if (At(at) == '>')
                return at + 1;
        }

        // Without an end by one bracket there is none by two. The other way round it is looked for once more.
        _isSectionUnended = brackets == 1;
        return null;
    }

    /// <summary>Markup without an end is text, up to where the next may begin.</summary>
    private void ReadUnended()
    {
        var end = html.IndexOf('>', _position + 1) + 1;
        if (end == 0)
            end = html.IndexOf('<', _position + 1);
        if (end < 0)
            end = html.Length;
        Text(_position, end);
        _position = end;
    }

    private void ReadRest()
    {
        Text(_position, html.Length);
        _position = html.Length;
    }

    private void Text(int start, int end)
    {
        if (end > start)
            handler.Text(CharacterReferences.Resolve(html[start..end]));
    }

    private static int Tell(string text, Action<string> tell, int end)
    {
        tell(text);
        return end;
    }

    private char At(int position) => position < html.Length ? html[position] : '\0';

    private bool Has(string text) => string.CompareOrdinal(html, _position, text, 0, text.Length) == 0;

    private int? Find(string text, int start) =>
        start <= html.Length && html.IndexOf(text, start, StringComparison.Ordinal) is var found and >= 0 ? found : null;

    private int SkipSpace(int position)
    {
        while (position < html.Length && TracText.IsSpace(html[position]))
            position++;
        return position;
    }
}
