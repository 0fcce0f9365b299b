using System.Buffers;
using System.Text;

namespace OffTrac.Core.Mimeview;

/// <summary>Text made part of HTML.</summary>
internal static class MarkupText
{
    private static readonly SearchValues<char> s_special = SearchValues.Create("&<>\"");

    public static string Escape(string text) =>
        text.AsSpan().IndexOfAny(s_special) < 0 ? text : Append(new StringBuilder(text.Length + 16), text).ToString();

    public static StringBuilder Append(StringBuilder html, ReadOnlySpan<char> text)
    {
        for (var special = text.IndexOfAny(s_special); special >= 0; special = text.IndexOfAny(s_special))
        {
            html.Append(text[..special]).Append(text[special] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                _ => "&#34;",
            });
            text = text[(special + 1)..];
        }

        return html.Append(text);
    }
}
