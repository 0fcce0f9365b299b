using System.Buffers;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>A start tag as Python's <c>html.parser</c> reads it.</summary>
internal sealed class StartTag
{
    private static readonly SearchValues<char> s_namesEnd = SearchValues.Create("\t\n\r\f />\0");

    private readonly string _html;
    private readonly List<KeyValuePair<string, string?>> _attributes = [];

    /// <param name="html">All of the text.</param>
    /// <param name="start">Where <c>&lt;</c> and a letter stand.</param>
    public StartTag(string html, int start)
    {
        _html = html;
        var end = EndOfName(html, start + 1);
        Name = html[(start + 1)..end].ToLowerInvariant();
        var at = SkipSpaceAndSlashes(end, hasAttribute: false);
        while (ReadAttribute(ref at))
            at = SkipSpaceAndSlashes(at, hasAttribute: true);
        Finish(at);
    }

    /// <summary>Name in lower case.</summary>
    public string Name { get; }

    /// <summary>Position after the tag, or after what was taken for one; null when the text ends within.</summary>
    public int? End { get; private set; }

    /// <summary>False for what turned out to be text.</summary>
    public bool IsWellFormed { get; private set; }

    /// <summary>True when it ends with <c>/&gt;</c>.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>Names in lower case; null for a name alone.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Attributes => _attributes;

    public static int EndOfName(string html, int start)
    {
        var length = html.AsSpan(start).IndexOfAny(s_namesEnd);
        return length < 0 ? html.Length : start + length;
    }

    private void Finish(int at)
    {
        var next = At(at);
        if (next == '>')
            (End, IsWellFormed, IsEmpty) = (at + 1, true, _attributes.Count == 0 && _html[at - 1] == '/');
        else if (next == '/' && At(at + 1) == '>')
            (End, IsWellFormed, IsEmpty) = (at + 2, true, true);
        else if (at < _html.Length && next is not ('/' or '=') && !char.IsAsciiLetter(next))
            End = at;
    }

    private bool ReadAttribute(ref int at)
    {
        if (at >= _html.Length || _html[at] is '/' or '>' || TracText.IsSpace(_html[at]) || !MayPrecede(_html[at - 1]))
            return false;
        var start = at++;
        while (at < _html.Length && _html[at] is not ('/' or '=' or '>') && !TracText.IsSpace(_html[at]))
            at++;
        var name = _html[start..at].ToLowerInvariant();
        _attributes.Add(new KeyValuePair<string, string?>(name, ReadValue(ref at)));
        return true;
    }

    /// <summary>Equals signs and a value, quoted or up to a blank. Nothing is read when a quote has no end.</summary>
    private string? ReadValue(ref int at)
    {
        var equals = SkipSpace(at);
        var afterEquals = equals;
        while (At(afterEquals) == '=')
            afterEquals++;
        if (afterEquals == equals)
            return null;
        var start = SkipSpace(afterEquals);
        if (At(start) is not ('"' or '\''))
            return BareValue(start, ref at);
        var close = _html.IndexOf(_html[start], start + 1);
        if (close >= 0)
        {
            at = close + 1;
            return CharacterReferences.Resolve(_html[(start + 1)..close]);
        }

        // What a regular expression finds that steps back from the quote: a blank before it, or one of several equals signs.
        if (start > afterEquals)
        {
            at = start - 1;
            return "";
        }

        return afterEquals - equals > 1 ? BareValue(afterEquals - 1, ref at) : null;
    }

    private string BareValue(int start, ref int at)
    {
        at = start;
        while (at < _html.Length && _html[at] != '>' && !TracText.IsSpace(_html[at]))
            at++;
        return CharacterReferences.Resolve(_html[start..at]);
    }

    private int SkipSpaceAndSlashes(int at, bool hasAttribute)
    {
        while (at < _html.Length && (TracText.IsSpace(_html[at]) || (_html[at] == '/' && (!hasAttribute || At(at + 1) != '>'))))
            at++;
        return at;
    }

    private int SkipSpace(int at)
    {
        while (at < _html.Length && TracText.IsSpace(_html[at]))
            at++;
        return at;
    }

    private char At(int position) => position < _html.Length ? _html[position] : '\0';

    private static bool MayPrecede(char letter) => letter is '\'' or '"' or '/' || TracText.IsSpace(letter);
}
