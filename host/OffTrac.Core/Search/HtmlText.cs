namespace OffTrac.Core.Search;

/// <summary>Text as it stands in HTML, escaped as Trac escapes it.</summary>
internal static class HtmlText
{
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    public static string EscapeAttribute(string text) => Escape(text).Replace("\"", "&#34;", StringComparison.Ordinal);
}
