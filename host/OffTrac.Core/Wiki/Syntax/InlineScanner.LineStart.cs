namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Marks at the start of a line: headings, list items, terms, indentation. Without blocks they are text.</summary>
internal sealed partial class InlineScanner
{
    /// <summary><c>== Title == #anchor</c>.</summary>
    private bool TryHeading(int at)
    {
        var mark = SkipSpace(at);
        var markEnd = mark;
        while (At(markEnd) == '=')
            markEnd++;
        var depth = markEnd - mark;
        if (depth is 0 or > 6 || markEnd >= _end || !WikiCharacters.IsSpace(_text[markEnd]))
            return false;
        var textStart = markEnd + 1;
        var textEnd = _end;
        while (textEnd > textStart && WikiCharacters.IsSpace(_text[textEnd - 1]))
            textEnd--;
        if (_isOneLine)
            return _lineEnd.Find(_text, textStart, textEnd) < 0 && Matched(Text(at, _end), _end);
        var anchor = HeadingAnchor(textStart, textEnd);
        var title = Strip(textStart, anchor < 0 ? textEnd : anchor);
        if (title.EndsWith(_text[mark..markEnd], StringComparison.Ordinal))
            title = title[..^depth];
        return Matched(builder.Heading(depth, title, anchor < 0 ? null : _text[(anchor + 1)..textEnd]), _end);
    }

    /// <summary>Position of the <c>#</c> of an anchor that ends the heading, or -1.</summary>
    private int HeadingAnchor(int textStart, int textEnd)
    {
        var position = _text.AsSpan(textStart, textEnd - textStart).LastIndexOf('#');
        return position >= 0 && XmlNameEnd(textStart + position + 1) == textEnd ? textStart + position : -1;
    }

    /// <summary><c>* item</c>, <c>1. item</c>, <c>a. item</c>, <c>iv. item</c>.</summary>
    private bool TryListMark(int at)
    {
        var mark = SkipSpace(at);
        if (mark >= _end)
            return false;
        var markEnd = _text[mark] is '-' or '*' or '\u2022' ? mark + 1 : NumberEnd(mark);
        if (markEnd < 0 || markEnd >= _end || !WikiCharacters.IsSpace(_text[markEnd]))
            return false;
        if (_isOneLine)
            return Matched(Text(at, markEnd + 1), markEnd + 1);
        return Matched(ListMark(mark - at, _text[mark..(markEnd - 1)], _text[mark]), markEnd + 1);
    }

    /// <summary>End of a number, letter or Roman number with its dot, or -1.</summary>
    private int NumberEnd(int from)
    {
        var digits = DigitsEnd(from);
        if (digits > from)
            return At(digits) == '.' ? digits + 1 : -1;
        if (!char.IsAsciiLetter(_text[from]))
            return -1;
        if (At(from + 1) == '.')
            return from + 2;
        var roman = from;
        while (roman < _end && roman - from < 5 && _text[roman] is 'i' or 'v' or 'x' or 'I' or 'V' or 'X')
            roman++;
        return roman > from && At(roman) == '.' ? roman + 1 : -1;
    }

    /// <summary>The kind of list follows from the first character alone, as in Trac: <c>ii.</c> is Roman, <c>v.</c> is a letter.</summary>
    private static WikiInline.ListMark ListMark(int depth, string number, char first)
        => first switch
        {
            '-' or '*' or '\u2022' => new(depth, IsOrdered: false, CssClass: null, Start: null),
            'i' => new(depth, IsOrdered: true, "lowerroman", Start: null),
            'I' => new(depth, IsOrdered: true, "upperroman", Start: null),
            >= '0' and <= '9' => new(depth, IsOrdered: true, CssClass: null, Start: number == "1" ? null : Number(number)),
            >= 'a' and <= 'z' => new(depth, IsOrdered: true, "loweralpha", LetterStart(number, 'a')),
            _ => new(depth, IsOrdered: true, "upperalpha", LetterStart(number, 'A')),
        };

    private static string Number(string digits) => digits.TrimStart('0') is { Length: > 0 } number ? number : "0";

    private static string? LetterStart(string number, char first)
        => number.Length == 1 && number[0] != first
            ? (number[0] - first + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    /// <summary>
    /// <c> term:: definition</c>. Code and pairs of a colon with something else are read over; the first two colons outside of
    /// them must end the term.
    /// </summary>
    private bool TryTerm(int at)
    {
        var from = SkipSpace(at);
        if (from == at)
            return false;
        var position = from;
        while (position < _end)
        {
            var next = TermPartEnd(position);
            if (next < 0)
                break;
            position = next;
        }

        if (!StartsWith(position, "::") || (position == from && from - at < 2))
            return false;
        var end = SkipSpace(position + 2);
        if (end == position + 2 && end < _end)
            return false;
        if (_isOneLine)
            return Matched(Text(at, end), end);
        var term = _text[at..end];
        return Matched(builder.Term(term[..term.IndexOf("::", StringComparison.Ordinal)]), end);
    }

    private int TermPartEnd(int at)
    {
        switch (_text[at])
        {
            case '`':
                return _backtick.Find(_text, at + 1, _end) is >= 0 and var tick ? tick + 1 : -1;
            case '{':
                return StartsWith(at, "{{{") && _closingBlock.Find(_text, at + 3, _end) is >= 0 and var close ? close + 3 : -1;
            case ':':
                return at + 1 < _end && _text[at + 1] != ':' ? at + 2 : -1;
            default:
                return at + 1;
        }
    }

    private bool TryIndent(int at)
    {
        var end = SkipSpace(at);
        if (end == at || end >= _end)
            return false;
        return Matched(_isOneLine ? Text(at, end) : new WikiInline.Indent(end - at), end);
    }

    private WikiInline.Text Text(int from, int to) => new(_text, from, to - from);
}
