using System.Buffers;
using System.Text;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes text, attributes and links as HTML, each escaped for its place.</summary>
internal static class HtmlText
{
    private static readonly SearchValues<char> s_text = SearchValues.Create("&<>");
    private static readonly SearchValues<char> s_value = SearchValues.Create("&<>\"'");
    private static readonly string[] s_scripts = ["javascript", "vbscript", "data"];

    public static StringBuilder AppendText(this StringBuilder html, ReadOnlySpan<char> text) => html.AppendEscaped(text, s_text);

    /// <summary>An attribute; none when its value is empty, as in Trac.</summary>
    public static StringBuilder AppendAttribute(this StringBuilder html, string name, string? value)
        => string.IsNullOrEmpty(value) ? html : html.Append(' ').Append(name).Append("=\"").AppendEscaped(value, s_value).Append('"');

    public static StringBuilder AppendLink(this StringBuilder html, WikiLink link)
    {
        for (var next = link; next is not null; next = next.Next)
            html.AppendOneLink(next);
        return html;
    }

    public static string Escape(string text)
        => text.AsSpan().IndexOfAny(s_value) < 0 ? text : new StringBuilder(text.Length + 16).AppendEscaped(text, s_value).ToString();

    /// <summary>Text as the value of an attribute, or as part of HTML where quotes are escaped too.</summary>
    private static StringBuilder AppendEscaped(this StringBuilder html, ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var position = text.IndexOfAny(special);
            if (position < 0)
                return html.Append(text);
            html.Append(text[..position]).Append(text[position] switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&#34;",
                _ => "&#39;",
            });
            text = text[(position + 1)..];
        }
    }

    private static void AppendOneLink(this StringBuilder html, WikiLink link)
    {
        if (link.Element == WikiLinkElement.Text)
        {
            html.AppendText(link.Label);
            return;
        }

        var element = link.Element == WikiLinkElement.Emphasis ? "em" : "a";
        html.Append('<').Append(element)
            .AppendAttribute("class", link.CssClass)
            .AppendAttribute("href", IsScript(link.Href) ? null : link.Href)
            .AppendAttribute("rel", link.Rel)
            .AppendAttribute("title", link.Title)
            .Append('>');
        if (link.HasIcon)
            html.Append("<span class=\"icon\">\u200b</span>");
        html.AppendText(link.Label).Append("</").Append(element).Append('>');
    }

    /// <summary>Whether a browser would run the address: it ignores white space and control characters in a scheme.</summary>
    private static bool IsScript(string? href)
    {
        var colon = href?.IndexOf(':', StringComparison.Ordinal) ?? -1;
        if (colon <= 0)
            return false;
        Span<char> scheme = stackalloc char[16];
        var length = 0;
        foreach (var letter in href.AsSpan(0, colon))
        {
            if (letter <= ' ')
                continue;
            if (length == scheme.Length)
                return false;
            scheme[length++] = char.ToLowerInvariant(letter);
        }

        foreach (var script in s_scripts)
        {
            if (scheme[..length].SequenceEqual(script))
                return true;
        }

        return false;
    }
}
