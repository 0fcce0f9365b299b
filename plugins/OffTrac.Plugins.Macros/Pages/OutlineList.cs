using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Headings as nested lists: a list for each level, also for those that are skipped.</summary>
internal static class OutlineList
{
    /// <param name="html">Where to write.</param>
    /// <param name="headings">The headings to show.</param>
    /// <param name="first">The level that the outermost list is of.</param>
    public static void Write(HtmlWriter html, IEnumerable<WikiHeading> headings, int first)
    {
        var depth = first - 1;
        html.Text("\n");
        foreach (var heading in headings)
        {
            if (heading.Depth > depth)
            {
                Open(html, heading.Depth - depth);
            }
            else
            {
                Close(html, depth - heading.Depth);
                html.Close("li").Text("\n").Open("li").Text("\n");
            }

            depth = heading.Depth;
            html.Open("a", ("href", "#" + heading.Anchor)).Html(heading.Html).Close("a").Text("\n");
        }

        Close(html, depth - first + 1);
    }

    private static void Open(HtmlWriter html, int levels)
    {
        for (var i = 0; i < levels; i++)
            html.Open("ol").Text("\n").Open("li").Text("\n");
    }

    private static void Close(HtmlWriter html, int levels)
    {
        for (var i = 0; i < levels; i++)
            html.Close("li").Text("\n").Close("ol").Text("\n");
    }
}
