using System.Buffers;

namespace OffTrac.Plugins.Rpc.XmlRpc;

/// <summary>
/// The characters that can't stand in an answer as they are: markup, and those that XML 1.0 forbids or discourages, for which TracXMLRPC
/// writes U+FFFD. Half a surrogate pair gets the same.
/// </summary>
internal static class XmlCharacters
{
    private static readonly SearchValues<char> s_special = SearchValues.Create(Special());

    public static int IndexOfSpecial(ReadOnlySpan<char> text)
    {
        for (var start = 0; ;)
        {
            var found = text[start..].IndexOfAny(s_special);
            if (found < 0)
                return -1;
            found += start;
            if (!IsOrdinaryPair(text[found..]))
                return found;
            start = found + 2;
        }
    }

    /// <summary>What is written instead of the text's first characters.</summary>
    public static ReadOnlySpan<byte> Replace(ReadOnlySpan<char> text, out int length)
    {
        length = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) ? 2 : 1;
        return text[0] switch
        {
            '&' => "&amp;"u8,
            '<' => "&lt;"u8,
            '>' => "&gt;"u8,
            _ => "\uFFFD"u8,
        };
    }

    /// <summary>A whole surrogate pair that is none of the two last places of its plane.</summary>
    private static bool IsOrdinaryPair(ReadOnlySpan<char> text) =>
        text.Length > 1 && char.IsSurrogatePair(text[0], text[1]) && (char.ConvertToUtf32(text[0], text[1]) & 0xFFFE) != 0xFFFE;

    private static char[] Special() =>
    [
        '&', '<', '>',
        .. Range(0x00, 0x08), '\u000B', '\u000C', .. Range(0x0E, 0x1F), .. Range(0x7F, 0x84), .. Range(0x86, 0x9F),
        .. Range(0xD800, 0xDFFF), .. Range(0xFDD0, 0xFDDF), '\uFFFE', '\uFFFF',
    ];

    private static IEnumerable<char> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);
}
