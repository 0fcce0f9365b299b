using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Shows the headings of the text that it stands in.</summary>
[Component("trac.wiki.macros.PageOutlineMacro")]
public sealed class PageOutlineMacro(IWikiRenderer renderer) : Macro(
    "PageOutline",
    """
    Shows the headings of the page as a table of contents.

     1. Levels of headings: `2`, or `2-3` for two and three. All when left out.
     2. A title over the table.
     3. `inline` puts the table into the text; without it, it is a box at the side.
     4. `unnumbered` leaves the numbers of an `inline` table out.
    """)
{
    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var outline = PageOutlineArguments.Parse(call.Content);
        var context = call.Context with { ShortenLines = !outline.IsInline };
        var headings = await renderer.ToOutlineAsync(call.Source, context, cancellation).ConfigureAwait(false);
        var html = new HtmlWriter();
        if (outline.CssClass is { } cssClass)
            html.Open("div", ("class", cssClass));
        if (!string.IsNullOrEmpty(outline.Title))
            html.Element("h4", outline.Title, ("class", "section"));
        OutlineList.Write(html, headings.Where(heading => heading.Depth >= outline.First && heading.Depth <= outline.Last), outline.First);
        if (outline.CssClass is not null)
            html.Close("div");
        return html.ToString();
    }
}
