using System.Text;

namespace OffTrac.Core.Mail;

/// <summary>
/// Lines of one header: at most 78 characters where blanks allow it (RFC 5322), other than ASCII text as encoded words (RFC 2047), in the
/// way of Python's <c>email</c> package, whose mails Trac's readers know.
/// </summary>
internal sealed class HeaderLines
{
    private const int Most = 78;

    private readonly List<string> _lines;

    /// <summary>Where the last encoded word of the last line begins; it may be joined with the next one.</summary>
    private int? _word;

    public HeaderLines(string start) => _lines = [start];

    public bool IsOne => _lines.Count == 1;

    private string Last
    {
        get => _lines[^1];
        set => _lines[^1] = value;
    }

    public override string ToString() => string.Join("\r\n", _lines);

    /// <summary>Free text.</summary>
    public void AddText(string text)
    {
        if (Ascii.IsValid(text) && AddWhole(text))
            return;
        foreach (var token in Tokens(text))
            AddToken(token, mustEncode: false);
    }

    /// <summary>A text that must not be broken or encoded.</summary>
    public void AddAtom(string text)
    {
        if (!AddWhole(text))
            Last += text;
    }

    /// <summary>Words of a name before an address.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isQuoted">Whether it has characters that mean something in an address.</param>
    public void AddName(string name, bool isQuoted)
    {
        var tokens = Tokens(name).ToList();
        for (var i = 0; i < tokens.Count; i++)
        {
            // A plain word belongs together with the blank behind it.
            var token = tokens[i];
            if (!isQuoted && !IsBlank(token[0]) && Ascii.IsValid(token) && i + 1 < tokens.Count)
                token += tokens[++i];
            AddToken(token, isQuoted && token.AsSpan().ContainsAny(AddressText.Specials));
        }
    }

    /// <summary>Adds it where it fits: on this line, or on the next one.</summary>
    /// <returns>False when it fits on neither.</returns>
    public bool AddWhole(string text)
    {
        if (text.Length <= Most - Last.Length)
        {
            Last += text;
            return true;
        }

        if (text.Length + 1 > Most)
            return false;
        var blank = StealBlank();
        if (blank.Length == 0 && !IsBlank(text[0]))
        {
            return false;
        }

        _lines.Add(blank + text);
        _word = null;
        return true;
    }

    private void AddToken(string token, bool mustEncode)
    {
        if (!mustEncode && Ascii.IsValid(token) && AddWhole(token))
            return;
        Encode(token);
    }

    private void Encode(string text)
    {
        if (_word is { } start)
        {
            text = EncodedWord.Decode(Last[start..]) + text;
            Last = Last[..start];
        }

        if (IsBlank(text[0]))
        {
            if (Last.Length == Most)
                _lines.Add(StealBlank());
            Last += text[0];
            text = text[1..];
        }

        var end = text.Length > 0 && IsBlank(text[^1]) ? text[^1..] : "";
        var rest = text[..^end.Length].EnumerateRunes().ToArray().AsSpan();
        var word = _word ?? Last.Length;
        while (rest.Length > 0)
        {
            var space = Most - Last.Length;
            if (space <= EncodedWord.Overhead)
            {
                _lines.Add(" ");
                continue;
            }

            var count = Math.Min(space - EncodedWord.Overhead, rest.Length);
            string encoded;
            while ((encoded = EncodedWord.Encode(Text(rest[..count]))).Length > space)
                count--;
            Last += encoded;
            rest = rest[count..];
            if (rest.Length > 0)
            {
                _lines.Add(" ");
                word = 1;
            }
        }

        Last += end;
        _word = word;
    }

    private string StealBlank()
    {
        if (Last.Length == 0 || !IsBlank(Last[^1]))
            return "";
        var blank = Last[^1..];
        Last = Last[..^1];
        return blank;
    }

    private static IEnumerable<string> Tokens(string text)
    {
        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && IsBlank(text[i]) == IsBlank(text[i - 1]))
                continue;
            yield return text[start..i];
            start = i;
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static string Text(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder(runes.Length);
        foreach (var rune in runes)
            text.Append(rune);
        return text.ToString();
    }
}
