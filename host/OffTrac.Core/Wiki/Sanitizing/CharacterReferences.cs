using System.Buffers;
using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Resolves <c>&amp;amp;</c>, <c>&amp;#38;</c> and <c>&amp;#x26;</c> as HTML 5 says, with or without the semicolon.</summary>
internal static class CharacterReferences
{
    private const int LongestName = 32;

    private static readonly SearchValues<char> s_namesEnd = SearchValues.Create("\t\n\f <&#;");

    /// <summary>What the numbers of Windows-1252 mean (HTML Living Standard, "numeric character reference end state").</summary>
    private const string Windows1252 =
        "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
        + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    public static string Resolve(string text)
    {
        var ampersand = text.IndexOf('&', StringComparison.Ordinal);
        if (ampersand < 0)
            return text;
        var resolved = new StringBuilder(text.Length);
        var start = 0;
        for (; ampersand >= 0; ampersand = text.IndexOf('&', start))
        {
            resolved.Append(text, start, ampersand - start);
            start = text.AsSpan(ampersand + 1).StartsWith("#")
                ? AppendNumber(resolved, text, ampersand)
                : AppendName(resolved, text, ampersand);
        }

        return resolved.Append(text, start, text.Length - start).ToString();
    }

    private static int AppendNumber(StringBuilder resolved, string text, int ampersand)
    {
        var start = ampersand + 2;
        var isHex = start < text.Length && text[start] is 'x' or 'X';
        if (isHex)
            start++;
        var end = start;
        while (end < text.Length && (isHex ? char.IsAsciiHexDigit(text[end]) : char.IsAsciiDigit(text[end])))
            end++;
        if (end == start)
        {
            resolved.Append('&');
            return ampersand + 1;
        }

        var digits = text.AsSpan(start..end).TrimStart('0');
        var number = digits.Length > 8 ? int.MaxValue : Number(digits, isHex);
        AppendCharacter(resolved, number);
        return end < text.Length && text[end] == ';' ? end + 1 : end;
    }

    private static int Number(ReadOnlySpan<char> digits, bool isHex) => digits.Length == 0
        ? 0
        : (int)Math.Min(int.MaxValue, long.Parse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture));

    private static void AppendCharacter(StringBuilder resolved, int number)
    {
        if (number is >= 0x80 and <= 0x9f)
            resolved.Append(Windows1252[number - 0x80]);
        else if (number == 0 || !Rune.IsValid(number))
            resolved.Append('\ufffd');
        else if (!IsNoCharacter(number))
            resolved.Append(new Rune(number).ToString());
    }

    private static bool IsNoCharacter(int number) =>
        number is < 0x20 and not ('\t' or '\n' or '\f' or '\r') or 0x7f or (>= 0xfdd0 and <= 0xfdef) || (number & 0xfffe) == 0xfffe;

    private static int AppendName(StringBuilder resolved, string text, int ampersand)
    {
        var start = ampersand + 1;
        var limit = Math.Min(text.Length, start + LongestName);
        var length = text.AsSpan(start..limit).IndexOfAny(s_namesEnd);
        var end = length < 0 ? limit : start + length;
        if (end > start && end < text.Length && text[end] == ';')
            end++;
        for (var to = end; to > start + 1 || (to == end && to > start); to--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(text[start..to]) is { } symbol)
            {
                resolved.Append(symbol);
                return to;
            }
        }

        resolved.Append(text, ampersand, end - ampersand);
        return end;
    }
}
