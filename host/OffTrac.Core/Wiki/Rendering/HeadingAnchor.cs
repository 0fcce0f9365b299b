using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using OffTrac.Core.Wiki.Syntax;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>The anchor of a heading, made of its text.</summary>
internal static partial class HeadingAnchor
{
    /// <param name="html">The heading as HTML.</param>
    public static string FromHtml(string html)
    {
        var text = PlainText(html);
        var anchor = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] is ':' or '.' or '-' || WikiCharacters.IsWord(text, position))
                anchor.Append(text[position]);
        }

        if (anchor.Length == 0 || CharUnicodeInfo.GetDigitValue(anchor[0]) >= 0 || anchor[0] is '.' or '-')
            anchor.Insert(0, 'a');
        return anchor.ToString();
    }

    /// <summary>HTML without tags and comments, entities replaced.</summary>
    public static string PlainText(string html)
    {
        if (!html.Contains('<', StringComparison.Ordinal))
            return Decode(html);
        var text = new StringBuilder(html.Length);
        var position = 0;
        while (position < html.Length)
        {
            var open = html.IndexOf('<', position);
            var close = open < 0 ? -1 : TagEnd(html, open);
            if (close < 0)
            {
                text.Append(html, position, html.Length - position);
                break;
            }

            text.Append(html, position, open - position);
            position = close;
        }

        return Decode(text.ToString());
    }

    /// <summary>Twice, as Trac does: what a reader sees as an entity counts as what it stands for.</summary>
    private static string Decode(string text)
    {
        var decoded = WebUtility.HtmlDecode(text);
        return decoded.Contains('&', StringComparison.Ordinal)
            ? WebUtility.HtmlDecode(NumericReference().Replace(decoded, static match => $"{match.Groups["reference"].Value};"))
            : decoded;
    }

    /// <summary>Trac does without the semicolon.</summary>
    [GeneratedRegex("(?<reference>&#(?:[0-9]+|[xX][0-9a-fA-F]+));?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumericReference();

    private static int TagEnd(string html, int open)
    {
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0 && html.IndexOf("-->", open + 4, StringComparison.Ordinal) is >= 0 and var comment)
            return comment + 3;
        return html.IndexOf('>', open) is >= 0 and var close ? close + 1 : -1;
    }
}
