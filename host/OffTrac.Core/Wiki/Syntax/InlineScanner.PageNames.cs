using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Names of pages, by themselves or labelled, and links to any page in quotes.</summary>
internal sealed partial class InlineScanner
{
    // A run of dots and slashes, which may come before a page's name: its end, the first position from which it is a proper prefix,
    // and where the name behind it ends (-1: there is none).
    private int _prefixEnd;
    private int _prefixValidFrom;
    private int _prefixNameEnd;

    private void BeginPageNames() => _prefixEnd = -1;

    private bool TryPageName(int at)
    {
        var letter = _text[at];
        int end;
        if (letter is '.' or '/')
            end = IsNameBoundary(at) ? PrefixedNameEnd(at) : -1;
        else
            end = WikiCharacters.IsUpper(letter) && IsNameBoundary(at) ? PageNameEnd(at) : -1;
        if (end < 0)
            return false;
        var name = _text[at..end];
        return Matched(Link(WikiLinkSyntax.PageName, "wiki", name, name, name, hasLabel: false), end);
    }

    private bool IsNameBoundary(int at) => at == 0 || at == _start || (_text[at - 1] != '/' && !WikiCharacters.IsWord(_text, at - 1));

    private int PrefixedNameEnd(int at)
    {
        if (at >= _prefixEnd)
            ReadPrefix(at);
        return at >= _prefixValidFrom ? _prefixNameEnd : -1;
    }

    /// <summary>Reads <c>(?:\.?\.?/)*</c> and the name behind it, once for all positions of the run.</summary>
    private void ReadPrefix(int at)
    {
        var end = at;
        while (end < _end && _text[end] is '.' or '/')
            end++;
        _prefixEnd = end;
        _prefixValidFrom = end;
        _prefixNameEnd = _text[end - 1] == '/' && end < _end && WikiCharacters.IsUpper(_text[end]) ? PageNameEnd(end) : -1;
        if (_prefixNameEnd < 0)
            return;
        for (var position = end - 1; position >= at; position--)
        {
            if (_text[position] == '.' && position + 2 < end && _text[position + 1] == '.' && _text[position + 2] == '.')
                return;
            _prefixValidFrom = position;
        }
    }

    /// <summary>
    /// End of a page's name: two words or more, each perhaps with a slash, then perhaps <c>@version</c> and <c>#fragment</c>. What
    /// doesn't end properly is tried shorter, as a backtracking match would.
    /// </summary>
    private int PageNameEnd(int from)
    {
        var position = from;
        var words = 0;
        var wordEnd = -1;
        var slashed = -1;
        while (WordEnd(position) is >= 0 and var end)
        {
            words++;
            wordEnd = end;
            position = end;
            if (At(end) == '/')
            {
                position++;
                if (words > 1)
                    slashed = end;
            }
        }

        if (words < 2)
            return -1;
        if (SuffixedNameEnd(position) is >= 0 and var whole)
            return whole;
        if (position > wordEnd && SuffixedNameEnd(wordEnd) is >= 0 and var unslashed)
            return unslashed;
        return slashed >= 0 && slashed != wordEnd ? slashed : -1;
    }

    private int WordEnd(int at)
    {
        if (at >= _end || !WikiCharacters.IsUpper(_text[at]))
            return -1;
        var position = at + 1;
        while (position < _end && WikiCharacters.IsLower(_text[position]))
            position++;
        return position > at + 1 ? position : -1;
    }

    private int SuffixedNameEnd(int from)
    {
        var version = from;
        if (At(from) == '@')
        {
            version++;
            while (version < _end && char.IsAsciiDigit(_text[version]))
                version++;
            if (version == from + 1)
                version = from;
        }

        if (version > from)
        {
            if (FragmentEnd(version) is >= 0 and var fragment)
                return fragment;
            if (IsNameEnd(version))
                return version;
        }

        if (FragmentEnd(from) is >= 0 and var end)
            return end;
        return IsNameEnd(from) ? from : -1;
    }

    /// <summary>End of <c>#</c> and an XML name that ends in no dot or colon, shortened until a proper end follows; -1 without.</summary>
    private int FragmentEnd(int from)
    {
        if (At(from) != '#')
            return -1;
        for (var end = XmlNameEnd(from + 1); end > from + 1; end--)
        {
            if ((end == from + 2 || _text[end - 1] == '-' || WikiCharacters.IsWord(_text, end - 1)) && IsNameEnd(end))
                return end;
        }

        return -1;
    }

    /// <summary>What has to follow a name: a colon only before white space, no letter or digit.</summary>
    private bool IsNameEnd(int at)
    {
        if (at >= _end)
            return true;
        if (_text[at] == ':')
            return at + 1 >= _end || WikiCharacters.IsSpace(_text[at + 1]);
        return !WikiCharacters.IsWord(_text, at) && !WikiCharacters.IsUpper(_text[at]) && !WikiCharacters.IsLower(_text[at]);
    }

    /// <summary><c>[PageName label]</c>.</summary>
    private bool TryLabelledPageName(int at)
    {
        var from = at + 1;
        if (from >= _end || !WikiCharacters.IsUpper(_text[from]))
            return false;
        var nameEnd = PageNameEnd(from);
        if (nameEnd < 0)
            return false;
        var (labelStart, labelEnd) = FreeLabel(nameEnd);
        if (labelEnd < 0)
            return false;
        var source = _text[at..(labelEnd + 1)];
        return Matched(
            Link(WikiLinkSyntax.PageName, "wiki", _text[from..nameEnd], Strip(labelStart, labelEnd), source, hasLabel: true), labelEnd + 1);
    }

    /// <summary><c>["any page"]</c>, <c>["any page" label]</c>.</summary>
    private bool TryFreeLink(int at)
    {
        var nameEnd = QuoteEnd(at + 1);
        if (nameEnd < 0)
            return false;
        var page = _text[(at + 2)..(nameEnd - 1)];
        if (At(nameEnd) == ']')
            return Matched(Link(WikiLinkSyntax.FreeLink, "wiki", page, page, _text[at..(nameEnd + 1)], hasLabel: false), nameEnd + 1);
        var (labelStart, labelEnd) = FreeLabel(nameEnd);
        if (labelEnd < 0)
            return false;
        var label = Strip(labelStart, labelEnd);
        return Matched(Link(WikiLinkSyntax.FreeLink, "wiki", page, label, _text[at..(labelEnd + 1)], hasLabel: true), labelEnd + 1);
    }

    /// <summary>White space and a label, in quotes or up to the bracket; the end is -1 when there is none.</summary>
    private (int Start, int End) FreeLabel(int from)
    {
        var start = SkipSpace(from);
        if (start == from)
            return (start, -1);
        if (QuoteEnd(start) is >= 0 and var quoted && At(quoted) == ']')
            return (start, quoted);
        var close = _closingBracket.Find(_text, start, _end);
        if (close > start)
            return (start, close);
        return close == start && start - from > 1 ? (start - 1, close) : (start, -1);
    }

    private string Strip(int start, int end)
    {
        while (start < end && WikiCharacters.IsSpace(_text[start]))
            start++;
        while (end > start && WikiCharacters.IsSpace(_text[end - 1]))
            end--;
        return _text[start..end];
    }
}
