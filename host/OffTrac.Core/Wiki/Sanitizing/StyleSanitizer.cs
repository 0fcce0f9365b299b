using System.Globalization;
using System.Text;
using OffTrac.Core.Tickets;

namespace OffTrac.Core.Wiki.Sanitizing;

/// <summary>Takes declarations out of a <c>style</c> attribute that Trac holds dangerous.</summary>
internal sealed class StyleSanitizer(AddressSafety addresses)
{
    /// <summary>Spellings of <c>expression</c> that Internet Explorer took for it; each string holds the forms of one letter.</summary>
    private static readonly string[] s_expression =
    [
        "eE\uff25\uff45", "xX\uff38\uff58", "pP\uff30\uff50", "rR\u0280\uff32\uff52", "eE\uff25\uff45", "sS\uff33\uff53",
        "sS\uff33\uff53", "iI\u026a\uff29\uff49", "oO\uff2f\uff4f", "nN\u0274\uff2e\uff4e",
    ];

    private static readonly string[] s_url = ["uU", "rR\u0280", "lL\u029f"];

    /// <summary>The declarations that are safe, joined; empty when none is.</summary>
    public string Sanitize(string style)
    {
        var safe = new StringBuilder();
        foreach (var part in WithoutComments(WithoutEscapes(style.Replace("\r\n", "\n", StringComparison.Ordinal))).Split(';'))
        {
            var declaration = TracText.Strip(part);
            var colon = declaration.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0 || !IsSafe(declaration, colon))
                continue;
            if (safe.Length > 0)
                safe.Append("; ");
            safe.Append(declaration);
        }

        return safe.ToString();
    }

    private bool IsSafe(string declaration, int colon)
    {
        var property = TracText.Strip(declaration[..colon]).ToLowerInvariant();
        if (!SafeHtml.StyleProperties.Contains(property))
            return false;
        var value = declaration.AsSpan(colon + 1);

        // Both can lay one thing over another.
        if (property == "position")
            return Ascii.EqualsIgnoreCase(TracText.Strip(value.ToString()), "static") && HasSafeValues(declaration);
        if (property.StartsWith("margin", StringComparison.Ordinal) && value.Contains('-'))
            return false;
        return HasSafeValues(declaration);
    }

    private bool HasSafeValues(string declaration)
    {
        for (var i = 0; i < declaration.Length; i++)
        {
            if (IsAt(declaration, i, s_expression))
                return false;
        }

        for (var i = 0; i < declaration.Length; i++)
        {
            if (IsAt(declaration, i, s_url) && !IsSafeUrl(declaration, ref i))
                return false;
        }

        return true;
    }

    /// <summary>Reads <c>url(…</c>, without what closes it, and goes to its end.</summary>
    private bool IsSafeUrl(string declaration, ref int position)
    {
        var open = position + s_url.Length;
        while (open < declaration.Length && TracText.IsSpace(declaration[open]))
            open++;
        if (open == declaration.Length || declaration[open] != '(')
            return true;
        var close = declaration.IndexOf(')', open);
        if (close < 0)
            close = declaration.Length;
        position = close - 1;
        var address = declaration[(open + 1)..close];
        return address.Length == 0 || (addresses.IsSafe(address) && addresses.IsSafeOrigin(address));
    }

    private static bool IsAt(string text, int position, string[] letters)
    {
        if (text.Length - position < letters.Length)
            return false;
        for (var i = 0; i < letters.Length; i++)
        {
            if (!letters[i].Contains(text[position + i], StringComparison.Ordinal))
                return false;
        }

        return true;
    }

    /// <summary>Resolves <c>\65 x</c> and <c>\e</c>, by which words can be hidden. A backslash stays doubled.</summary>
    private static string WithoutEscapes(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;
        var resolved = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
                resolved.Append(text[i++]);
            else if (char.IsAsciiHexDigit(text[i + 1]))
                i = AppendEscaped(resolved, text, i + 1);
            else if (text[i + 1] is '\r' or '\n' or '\f' or '\'' or '"' or '{' or '}' or ';' or ':' or '(' or ')' or '#' or '*')
                resolved.Append(text[i++]);
            else
                (_, i) = (resolved.Append(text[i + 1] == '\\' ? "\\\\" : text[i + 1].ToString()), i + 2);
        }

        return resolved.ToString();
    }

    private static int AppendEscaped(StringBuilder resolved, string text, int start)
    {
        var end = start;
        while (end < text.Length && end < start + 6 && char.IsAsciiHexDigit(text[end]))
            end++;
        var number = int.Parse(text.AsSpan(start..end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        if (number <= 0x1f)
            resolved.Append(' ');
        else if (number == '\\')
            resolved.Append("\\\\");
        else
            resolved.Append(Rune.IsValid(number) ? new Rune(number).ToString() : "\ufffd");
        return end < text.Length && TracText.IsSpace(text[end]) ? end + 1 : end;
    }

    /// <summary>A blank for each comment within a line.</summary>
    private static string WithoutComments(string text)
    {
        var start = text.IndexOf("/*", StringComparison.Ordinal);
        if (start < 0)
            return text;
        var clean = new StringBuilder(text.Length);
        var from = 0;
        while (start >= 0)
        {
            var end = text.IndexOf("*/", start + 2, StringComparison.Ordinal);
            if (end < 0)
                break;
            var lineBreak = text.IndexOf('\n', start, end - start);
            if (lineBreak >= 0)
            {
                start = text.IndexOf("/*", lineBreak, StringComparison.Ordinal);
                continue;
            }

            clean.Append(text, from, start - from).Append(' ');
            from = end + 2;
            start = text.IndexOf("/*", from, StringComparison.Ordinal);
        }

        return clean.Append(text, from, text.Length - from).ToString();
    }
}
