using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Links with a namespace or scheme, e-mail addresses, anchors, macros.</summary>
internal sealed partial class InlineScanner
{
    private int _noEmailBefore;
    private int _noSchemeBefore;

    private void BeginLinks()
    {
        _noEmailBefore = _start;
        _noSchemeBefore = _start;
    }

    private bool TryEmail(int at)
    {
        if (at < _noEmailBefore || !WikiCharacters.IsEmail(_text[at]))
            return false;
        var sign = at + 1;
        while (sign < _end && WikiCharacters.IsEmail(_text[sign]))
            sign++;
        var end = At(sign) == '@' ? DomainEnd(sign + 1) : -1;
        if (end < 0)
        {
            _noEmailBefore = sign;
            return false;
        }

        var address = _text[at..end];
        return Matched(Link(WikiLinkSyntax.Email, "mailto", address, address, address, hasLabel: false), end);
    }

    /// <summary>End of <c>(?:[a-zA-Z0-9_-]+\.)+[a-zA-Z](?:[-a-zA-Z\d]*[a-zA-Z\d])?</c>, or -1.</summary>
    private int DomainEnd(int from)
    {
        var top = -1;
        var position = from;
        while (true)
        {
            var label = position;
            while (position < _end && (char.IsAsciiLetterOrDigit(_text[position]) || _text[position] is '_' or '-'))
                position++;
            if (position == label || At(position) != '.')
                break;
            position++;
            if (char.IsAsciiLetter(At(position)))
                top = position;
        }

        if (top < 0)
            return -1;
        var end = top + 1;
        for (var next = end; next < _end && (_text[next] == '-' || IsTopDomain(_text[next])); next++)
        {
            if (_text[next] != '-')
                end = next + 1;
        }

        return end;

        static bool IsTopDomain(char letter) => char.IsAsciiLetter(letter) || WikiCharacters.IsDigit(letter);
    }

    /// <summary><c>&lt;scheme:target&gt;</c>.</summary>
    private bool TryAngleLink(int at)
    {
        if (_text[at] != '<')
            return false;
        var colon = SchemeEnd(at + 1);
        if (colon < 0)
            return false;
        var close = _closingAngle.Find(_text, colon + 1, _end);
        if (close <= colon + 1)
            return false;
        var inner = _text[(at + 1)..close];
        var target = Unquote(_text[(colon + 1)..close]);
        return Matched(Link(WikiLinkSyntax.Short, _text[(at + 1)..colon], target, inner, inner, hasLabel: false, inAngles: true), close + 1);
    }

    /// <summary><c>scheme:target</c>, where the target may be in quotes.</summary>
    private bool TryShortLink(int at)
    {
        if (at < _noSchemeBefore || !WikiCharacters.IsSchemeStart(_text[at]))
            return false;
        var colon = at + 1;
        while (colon < _end && WikiCharacters.IsScheme(_text[colon]))
            colon++;
        var end = At(colon) == ':' ? ShortTargetEnd(colon + 1) : -1;
        if (end < 0)
        {
            _noSchemeBefore = colon;
            return false;
        }

        var source = _text[at..end];
        var target = Unquote(_text[(colon + 1)..end]);
        return Matched(Link(WikiLinkSyntax.Short, _text[at..colon], target, source, source, hasLabel: false), end);
    }

    private int ShortTargetEnd(int from)
    {
        if (from >= _end)
            return -1;
        var quoted = NamespacedQuoteEnd(from);
        if (quoted < 0)
            quoted = QuoteEnd(from);
        if (quoted >= 0)
            return quoted;
        if (!IsTargetStart(from))
            return -1;
        var first = from + WikiCharacters.Length(_text, from);
        var last = first;
        while (last < _end && IsTargetMiddle(last))
            last++;
        while (last > first && !IsTargetEnd(last - 1))
            last--;
        return last;
    }

    private bool IsTargetStart(int at)
        => _text[at] is '/' or '?' or '!' or '#' or '@' || (_text[at] != '_' && WikiCharacters.IsWord(_text, at));

    private bool IsTargetMiddle(int at)
        => _text[at] switch
        {
            '<' or '>' => false,
            '|' => at + 1 < _end && _text[at + 1] != '|' && !WikiCharacters.IsSpace(_text[at + 1]),
            var letter => !WikiCharacters.IsSpace(letter),
        };

    private bool IsTargetEnd(int at)
        => _text[at] is '/' or '=' || (_text[at] != '_' && WikiCharacters.IsWord(_text, at));

    /// <summary><c>[./relative label]</c>, <c>[scheme:target label]</c>.</summary>
    private bool TryBracketedLink(int at)
    {
        var from = at + 1;
        if (from >= _end)
            return false;
        if (_text[from] is '/' or '?' or '#' or '.')
            return TryRelativeLink(at, from);
        var colon = SchemeEnd(from);
        if (colon < 0)
            return false;
        var targetStart = colon + 1;
        var targetEnd = NamespacedQuoteEnd(targetStart);
        if (targetEnd < 0 || !TryLinkEnd(targetEnd))
            targetEnd = QuoteEnd(targetStart);
        if (targetEnd < 0 || !TryLinkEnd(targetEnd))
        {
            targetEnd = targetStart;
            while (targetEnd < _end && _text[targetEnd] != ']' && !WikiCharacters.IsSeparator(_text[targetEnd]))
                targetEnd++;
            if (!TryLinkEnd(targetEnd))
                return false;
        }

        var source = _text[at.._linkEnd];
        var link = LinkText.Bracketed(source, _text[from..colon], Unquote(_text[targetStart..targetEnd]), _linkLabel);
        return Matched(builder.AddLink(link), _linkEnd);
    }

    private bool TryRelativeLink(int at, int from)
    {
        var targetEnd = from;
        if (_text[from] == '.')
        {
            targetEnd++;
            if (At(targetEnd) == '.')
                targetEnd++;
        }

        if (At(targetEnd) is '/' or '?' or '#')
        {
            while (targetEnd < _end && _text[targetEnd] != ']' && !WikiCharacters.IsSpace(_text[targetEnd]))
                targetEnd++;
        }

        return TryLinkEnd(targetEnd)
            && Matched(builder.AddLink(LinkText.Relative(_text[at.._linkEnd], _text[from..targetEnd], _linkLabel)), _linkEnd);
    }

    private string? _linkLabel;
    private int _linkEnd;

    /// <summary>The end of a bracketed link from behind its target: <c>]</c>, or a separator and a label before that.</summary>
    private bool TryLinkEnd(int from)
    {
        if (from >= _end)
            return false;
        if (_text[from] == ']')
        {
            _linkLabel = null;
            _linkEnd = from + 1;
            return true;
        }

        if (!WikiCharacters.IsSeparator(_text[from]))
            return false;
        var label = from + 1;
        while (label < _end && WikiCharacters.IsSeparator(_text[label]))
            label++;
        var close = QuoteEnd(label);
        if (close < 0 || At(close) != ']')
            close = _closingBracket.Find(_text, label, _end);
        if (close < 0)
            return false;
        _linkLabel = _text[label..close];
        _linkEnd = close + 1;
        return true;
    }

    /// <summary><c>[=#name label]</c>.</summary>
    private bool TryAnchor(int at)
    {
        if (!StartsWith(at, "[=#"))
            return false;
        var nameEnd = XmlNameEnd(at + 3);
        if (nameEnd < 0)
            return false;
        var label = SkipSpace(nameEnd);
        var close = label > nameEnd ? _closingBracket.Find(_text, label, _end) : nameEnd;
        if (close < 0 || At(close) != ']')
            return false;
        return Matched(builder.Anchor(_text[(at + 3)..nameEnd], _text[label..close]), close + 1);
    }

    /// <summary>End of <c>[\w:](?&lt;!\d)[\w:.-]*</c>, or -1.</summary>
    private int XmlNameEnd(int from)
    {
        if (from >= _end || !(_text[from] == ':' || (WikiCharacters.IsWord(_text, from) && !WikiCharacters.IsDigit(_text[from]))))
            return -1;
        var position = from + 1;
        while (position < _end && (_text[position] is ':' or '.' or '-' || WikiCharacters.IsWord(_text, position)))
            position++;
        return position;
    }

    /// <summary><c>[[Macro(args)]]</c>, <c>[[target|label]]</c>, <c>[[=#name|label]]</c>.</summary>
    private bool TryMacro(int at)
    {
        if (At(at + 1) != '[')
            return false;
        var close = _closingBrackets.Find(_text, at + 2, _end);
        return close > at + 2
            && Matched(builder.MacroOrLink(_text[at..(close + 2)], _text[(at + 2)..close], _isOneLine), close + 2);
    }

    /// <summary>Position of the colon behind a scheme, or -1.</summary>
    private int SchemeEnd(int from)
    {
        if (from >= _end || !WikiCharacters.IsSchemeStart(_text[from]))
            return -1;
        var position = from + 1;
        while (position < _end && WikiCharacters.IsScheme(_text[position]))
            position++;
        return At(position) == ':' ? position : -1;
    }

    private int NamespacedQuoteEnd(int from) => SchemeEnd(from) is >= 0 and var colon ? QuoteEnd(colon + 1) : -1;

    /// <summary>End of a text in quotes, which isn't empty, or -1.</summary>
    private int QuoteEnd(int from)
    {
        var close = At(from) switch
        {
            '"' => _doubleQuote.Find(_text, from + 1, _end),
            '\'' => _singleQuote.Find(_text, from + 1, _end),
            _ => -1,
        };
        return close > from + 1 ? close + 1 : -1;
    }

    private static string Unquote(string text) => TreeBuilder.Unquote(text);

    private WikiInline Link(WikiLinkSyntax syntax, string realm, string target, string label, string source, bool hasLabel, bool inAngles = false)
        => builder.AddLink(
            new WikiLinkTarget { Namespace = realm, Target = target, Label = label, Source = source, Syntax = syntax, HasLabel = hasLabel },
            inAngles);
}
