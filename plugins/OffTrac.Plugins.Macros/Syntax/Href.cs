using System.Globalization;
using System.Text;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>Addresses below the root of an environment, quoted as Trac quotes them.</summary>
internal static class Href
{
    private const string SafeInPath = "_.-~/!*'()";
    private const string SafeInQuery = "_.-~!*'()";

    /// <summary>Address of a wiki page.</summary>
    public static string Wiki(WikiContext context, string page) => Below(context.BaseHref, "wiki", page);

    /// <summary>An address of parts, each without slashes around it.</summary>
    public static string Below(string root, params ReadOnlySpan<string> parts)
    {
        var path = new StringBuilder();
        foreach (var part in parts)
        {
            path.Append('/');
            Quote(path, part.Trim('/'), SafeInPath);
        }

        return root + WithSingleSlashes(path.ToString());
    }

    public static string WithQuery(string href, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var query = new StringBuilder(href);
        var separator = '?';
        foreach (var (name, value) in arguments)
        {
            query.Append(separator).Append(name).Append('=');
            Quote(query, value.Replace(' ', '+'), SafeInQuery + "+");
            separator = '&';
        }

        return query.ToString();
    }

    /// <summary>One part of an address in which even slashes are quoted.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder();
        Quote(quoted, text, "_.-~/");
        return quoted.ToString();
    }

    private static string WithSingleSlashes(string path)
    {
        while (path.Contains("//", StringComparison.Ordinal))
            path = path.Replace("//", "/", StringComparison.Ordinal);
        return path;
    }

    private static void Quote(StringBuilder href, string text, string safe)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || safe.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                href.Append((char)rune.Value);
                continue;
            }

            foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                href.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }
    }
}
