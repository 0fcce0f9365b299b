using System.Text.RegularExpressions;

namespace OffTrac.Core.Environments;

/// <summary>Finds the macros and processors that a wiki text calls; what stands in code blocks is not a call.</summary>
internal static partial class WikiTextNames
{
    // Processors whose content is wiki text again.
    private static readonly HashSet<string> s_containers = new(StringComparer.OrdinalIgnoreCase) { "div", "span", "table", "tr", "td", "th", "rtl", "box" };

    public static void Collect(string text, Action<string> macro, Action<string> processor)
    {
        var codeDepth = 0;
        var openContainers = 0;
        var expectsProcessor = false;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.StartsWith("{{{") && !trimmed.Contains("}}}", StringComparison.Ordinal))
            {
                var name = trimmed.Length > 3 ? NameOf(trimmed[3..].Trim()) : null;
                if (codeDepth > 0 || (trimmed.Length > 3 && name is null))
                {
                    codeDepth++;
                }
                else
                {
                    expectsProcessor = trimmed.Length == 3;
                    Open(name);
                }
            }
            else if (trimmed is "}}}")
            {
                expectsProcessor = false;
                if (codeDepth > 0)
                {
                    codeDepth--;
                }
                else if (openContainers > 0)
                {
                    openContainers--;
                }
            }
            else if (expectsProcessor)
            {
                expectsProcessor = false;
                if (NameOf(trimmed) is { } name)
                {
                    codeDepth--;
                    Open(name);
                }
            }
            else if (codeDepth == 0)
            {
                CollectInline(line.ToString(), macro, processor);
            }
        }

        void Open(string? name)
        {
            if (name is not null)
            {
                processor(name);
            }

            if (name is not null && s_containers.Contains(name))
            {
                openContainers++;
            }
            else
            {
                codeDepth++;
            }
        }
    }

    private static void CollectInline(string line, Action<string> macro, Action<string> processor)
    {
        foreach (Match match in Inline().Matches(line))
        {
            if (match.Groups["processor"] is { Success: true } named)
            {
                processor(named.Value);
            }
            else if (match.Groups["macro"] is { Success: true } called && !match.Value.StartsWith('!'))
            {
                macro(called.Value);
            }
        }
    }

    private static string? NameOf(ReadOnlySpan<char> text)
    {
        var match = Processor().Match(text.ToString());
        return match.Success ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex(@"^#!(?<name>[\w+\-][\w+\-/]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Processor();

    // Inline code is consumed as a whole, so that what it quotes is not found.
    [GeneratedRegex(
        @"\{\{\{(?:\#!(?<processor>[\w+\-][\w+\-/]*)[^\n]*?|.*?)\}\}\}|`[^`]*`|!?\[\[(?<macro>[\w/+-]+)\??(?:\]\]|\(.*?\)\]\])",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Inline();
}
