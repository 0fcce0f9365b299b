using System.Text;
using OffTrac.Core.Wiki.Sanitizing;
using OffTrac.Core.Wiki.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Writes the headings of a document. Those within citations and processors don't count, as in Trac.</summary>
internal static class OutlineWriter
{
    public static IReadOnlyList<WikiHeading> Write(WikiTree tree, Expansion expansion, HtmlSanitizer sanitizer)
    {
        var headings = new List<WikiHeading>();
        var anchors = new AnchorNames();
        foreach (var line in tree.Document!.Blocks.OfType<WikiBlock.Line>())
        {
            foreach (var heading in line.Inlines.OfType<WikiInline.Heading>())
            {
                var html = new OneLineWriter(tree.Calls, expansion, sanitizer).Write(heading.Content);
                var anchor = anchors.Unique(heading.Id ?? HeadingAnchor.FromHtml(html));
                if (heading.Shortened is not null)
                    html = new OneLineWriter(tree.Calls, expansion, sanitizer).Write(heading.Shortened);
                headings.Add(new WikiHeading { Depth = heading.Depth, Anchor = anchor, Html = WithoutLinks(html) });
            }
        }

        return headings;
    }

    private static string WithoutLinks(string html)
    {
        var text = new StringBuilder(html.Length);
        var position = 0;
        while (position < html.Length)
        {
            var open = html.IndexOf('<', position);
            if (open < 0)
                open = html.Length;
            text.Append(html, position, open - position);
            position = open;
            if (position == html.Length)
                break;
            var close = html.IndexOf('>', open);
            close = close < 0 ? html.Length : close + 1;
            if (!IsLink(html.AsSpan(open, close - open)))
                text.Append(html, open, close - open);
            position = close;
        }

        return text.ToString();
    }

    private static bool IsLink(ReadOnlySpan<char> tag) => tag.StartsWith("<a ") || tag is "<a>" or "</a>";
}
