namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Text in HTML as Trac's fragments write it: quotes stay.</summary>
internal static class HtmlText
{
    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
