using System.Text;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Trac's box for what went wrong in its place. Stands for <c>system_message</c>.</summary>
internal static class ErrorBox
{
    /// <param name="title">What went wrong, as HTML.</param>
    /// <param name="detail">Why, as HTML, or nothing.</param>
    public static string Html(string title, string? detail)
    {
        var html = new StringBuilder("<div class=\"system-message\"><strong>").Append(title).Append("</strong>");
        if (!string.IsNullOrEmpty(detail))
            html.Append("<pre>").Append(detail).Append("</pre>");
        return html.Append("</div>").ToString();
    }

    public static string Unknown(string name)
        => Html(
            $"Error: Failed to load processor <code>{HtmlText.Escape(name)}</code>",
            HtmlText.Escape($"No macro or processor named '{name}' found"));

    public static string TooDeep(string name)
        => Html(HtmlText.Escape($"Error: Processor {name} failed"), $"Blocks may be nested {Syntax.WikiParser.MaxDepth} deep, not deeper.");
}
