using System.Text.RegularExpressions;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Fits the HTML of a macro into a line, as Trac's <c>ensure_inline</c>: source code becomes a span, blocks end the paragraph.</summary>
internal static partial class InlineHtml
{
    public static string Fit(string html, bool isInParagraph)
    {
        if (html.Length == 0)
            return html;
        var interrupts = false;
        if (CodeBlock().Match(html) is { Success: true } block)
        {
            if (block.Groups["class"].Value.Contains("code", StringComparison.Ordinal))
                return block.Groups["content"].Length > 0 ? $"<span class=\"code-block\">{block.Groups["content"].Value}</span>" : html;
            interrupts = true;
        }
        else if (BlockElement().IsMatch(html))
        {
            interrupts = true;
        }

        return interrupts && isInParagraph ? $"</p>{html}<p>" : html;
    }

    [GeneratedRegex("^<div(?:\\s+class=\"(?<class>[^\"]+)\")?>(?<content>.*)</div>$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^\\s*<(?:div|table)(?:\\s+[^>]+)?>", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BlockElement();
}
