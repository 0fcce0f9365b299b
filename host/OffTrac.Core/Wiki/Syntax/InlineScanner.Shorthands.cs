using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Tickets, reports, changesets and logs in short: <c>#1</c>, <c>{1}</c>, <c>[1]</c>, <c>r1</c>, <c>[1:3]</c>, <c>r1:3</c>.</summary>
internal sealed partial class InlineScanner
{
    private const int HashLength = 8;

    private bool TryTicket(int at)
    {
        if (_text[at] != '#' || (at > _start && _text[at - 1] == '&'))
            return false;
        var number = InterTracEnd(at + 1);
        var end = RangesEnd(number);
        return end >= 0 && Matched(Shorthand("ticket", _text[number..end], at, end, at + 1, number), end);
    }

    private bool TryReport(int at)
    {
        if (_text[at] != '{')
            return false;
        var number = SkipSpace(InterTracEnd(at + 1));
        var end = DigitsEnd(number);
        if (end == number || At(end) != '}')
            return false;
        return Matched(Shorthand("report", _text[number..end], at, end + 1, at + 1, number), end + 1);
    }

    private bool TryChangeset(int at, bool isEscaped)
    {
        if (_text[at] == 'r')
            return (isEscaped || IsWordStart(at)) && TryRevision(at);
        if (_text[at] != '[')
            return false;
        for (int next = at + 1, number = NumberStart(at + 1, ref next); number >= 0; number = NumberStart(at + 1, ref next))
        {
            var end = ChangesetEnd(number);
            if (end >= 0)
                return Matched(Shorthand("changeset", _text[number..(end - 1)], at, end, at + 1, number), end);
        }

        return false;
    }

    /// <summary><c>r1</c> and a path, but not <c>r1:2</c>.</summary>
    private bool TryRevision(int at)
    {
        var end = DigitsEnd(at + 1);
        if (end == at + 1 || !IsWordEnd(end) || (At(end) == ':' && char.IsAsciiDigit(At(end + 1))))
            return false;
        end = PathEnd(end);
        return Matched(Shorthand("changeset", _text[(at + 1)..end], at, end, at + 1, at + 1), end);
    }

    private bool TryLog(int at, bool isEscaped)
    {
        if (_text[at] == 'r')
        {
            var end = isEscaped || IsWordStart(at) ? RangesEnd(at + 1) : -1;
            while (end >= 0 && !IsWordEnd(end))
                end = ShorterRangesEnd(at + 1, end);
            if (end < 0)
                return false;
            end = PathEnd(end);
            return Matched(Shorthand("log", "@" + _text[(at + 1)..end], at, end, at + 1, at + 1), end);
        }

        return _text[at] == '[' && TryBracketedLog(at);
    }

    private bool TryBracketedLog(int at)
    {
        for (int next = at + 1, number = NumberStart(at + 1, ref next); number >= 0; number = NumberStart(at + 1, ref next))
        {
            var revisions = RangesEnd(number);
            if (revisions < 0 || LogPathEnd(revisions) < 0)
                revisions = HashRangeEnd(number);
            if (revisions < 0 || LogPathEnd(revisions) is not (>= 0 and var end))
                continue;
            var path = end - 1 > revisions ? _text[revisions..(end - 1)] : "/";
            return Matched(Shorthand("log", $"{path}@{_text[number..revisions]}", at, end, at + 1, number), end);
        }

        return false;
    }

    /// <summary>
    /// The next position at which a number may begin behind the name of another Trac, shortest name first; -1 after the last. Within
    /// the name that is only where a run of hexadecimal letters begins: what fails there fails everywhere in the run.
    /// </summary>
    private int NumberStart(int from, ref int next)
    {
        if (next < 0)
            return -1;
        for (; next < _end && WikiCharacters.IsInterTrac(_text[next]); next++)
        {
            if (char.IsAsciiHexDigit(_text[next]) && (next == from || !char.IsAsciiHexDigit(_text[next - 1])))
                return next++;
        }

        var last = SkipSpace(next);
        next = -1;
        return last;
    }

    private WikiInline Shorthand(string realm, string target, int at, int end, int nameStart, int nameEnd)
    {
        var source = _text[at..end];
        var name = nameEnd > nameStart ? Strip(nameStart, nameEnd) : null;
        return builder.AddLink(new WikiLinkTarget
        {
            Namespace = realm,
            Target = target,
            Label = source,
            Source = source,
            Syntax = WikiLinkSyntax.Shorthand,
            InterTrac = name,
        });
    }

    private int InterTracEnd(int from)
    {
        while (from < _end && WikiCharacters.IsInterTrac(_text[from]))
            from++;
        return from;
    }

    private int DigitsEnd(int from)
    {
        while (from < _end && char.IsAsciiDigit(_text[from]))
            from++;
        return from;
    }

    private int HexEnd(int from)
    {
        while (from < _end && char.IsAsciiHexDigit(_text[from]))
            from++;
        return from;
    }

    private int PathEnd(int from)
    {
        if (At(from) != '/')
            return from;
        var end = from + 1;
        while (end < _end && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '/' or '+' or '-'))
            end++;
        return end > from + 1 ? end : from;
    }

    /// <summary>End of <c>1-3,5,7:9</c>, or -1.</summary>
    private int RangesEnd(int from)
    {
        var end = RangeEnd(from);
        if (end < 0)
            return -1;
        while (At(end) == ',')
        {
            var next = RangeEnd(At(end + 1) == '\u200b' ? end + 2 : end + 1);
            if (next < 0)
                break;
            end = next;
        }

        return end;
    }

    private int RangeEnd(int from)
    {
        var end = DigitsEnd(from);
        if (end == from)
            return -1;
        if (At(end) is '-' or ':' && DigitsEnd(end + 1) is var second && second > end + 1)
            end = second;
        return end;
    }

    /// <summary>The next shorter end of ranges at which a word may end: behind a number that a separator follows.</summary>
    private int ShorterRangesEnd(int from, int end)
    {
        while (--end > from)
        {
            if (char.IsAsciiDigit(_text[end - 1]) && !char.IsAsciiDigit(_text[end]))
                return end;
        }

        return -1;
    }

    /// <summary>End of a changeset's number or hash, path, query and fragment with the bracket, or -1.</summary>
    private int ChangesetEnd(int number)
    {
        var digits = DigitsEnd(number);
        if (digits > number && ChangesetTailEnd(digits) is >= 0 and var end)
            return end;
        var hash = HexEnd(number);
        return hash - number >= HashLength ? ChangesetTailEnd(hash) : -1;
    }

    private int ChangesetTailEnd(int from)
        => At(from) switch
        {
            ']' => from + 1,
            '/' or '?' or '#' => _closingBracket.Find(_text, from, _end) is >= 0 and var close ? close + 1 : -1,
            _ => -1,
        };

    private int LogPathEnd(int from)
        => At(from) switch
        {
            ']' => from + 1,
            '/' or '?' => _closingBracket.Find(_text, from, _end) is >= 0 and var close ? close + 1 : -1,
            _ => -1,
        };

    /// <summary>End of a number or hash, or a range of two, or -1.</summary>
    private int HashRangeEnd(int from)
    {
        var end = IdentityEnd(from);
        if (end >= 0 && At(end) is ':' or '-' && IdentityEnd(end + 1) is >= 0 and var second)
            end = second;
        return end;
    }

    private int IdentityEnd(int from)
    {
        var hash = HexEnd(from);
        if (hash - from >= HashLength)
            return hash;
        var digits = DigitsEnd(from);
        return digits > from ? digits : -1;
    }

    private bool IsWordStart(int at) => at == 0 || at == _start || !WikiCharacters.IsWord(_text, at - 1);

    private bool IsWordEnd(int at) => at >= _end || !WikiCharacters.IsWord(_text, at);
}
