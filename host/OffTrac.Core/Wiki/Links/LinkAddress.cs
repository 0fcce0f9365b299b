using System.Buffers;
using System.Globalization;
using System.Text;
using OffTrac.Core.Resources;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Writes addresses of links, percent-encoded as Trac's <c>Href</c> does.</summary>
internal static class LinkAddress
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~";

    private static readonly SearchValues<byte> s_argument = SearchValues.Create([.. Encoding.ASCII.GetBytes(Unreserved + "!*'()")]);
    private static readonly SearchValues<byte> s_path = SearchValues.Create([.. Encoding.ASCII.GetBytes(Unreserved + "/")]);
    private static readonly SearchValues<byte> s_printable = SearchValues.Create([.. Enumerable.Range(0x21, 0x7f - 0x21).Select(code => (byte)code)]);

    public static string Path(string baseHref, params ReadOnlySpan<string> parts) => baseHref + ResourcePath.Of(parts);

    /// <summary>The environment's root itself.</summary>
    public static string Root(string baseHref) => baseHref.Length == 0 ? "/" : baseHref;

    /// <summary>A value, or a name, in a query.</summary>
    public static string Argument(string text) => Encode(text, s_argument, blank: '+');

    /// <summary>A whole query as people write it: only blanks and what is not ASCII are encoded.</summary>
    public static string Query(string text) => Encode(text, s_printable, blank: '+');

    /// <summary>A path as people write it, below the root.</summary>
    public static string WrittenPath(string baseHref, string path) => baseHref + Encode(path, s_printable, blank: null);

    /// <summary>A part of a path, with its slashes.</summary>
    public static string Quote(string text) => Encode(text, s_path, blank: null);

    private static string Encode(string text, SearchValues<byte> kept, char? blank)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.AsSpan().IndexOfAnyExcept(kept) < 0)
            return text;
        var encoded = new StringBuilder(bytes.Length + 16);
        foreach (var value in bytes)
        {
            if (kept.Contains(value))
                encoded.Append((char)value);
            else if (value == ' ' && blank is { } sign)
                encoded.Append(sign);
            else
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}
