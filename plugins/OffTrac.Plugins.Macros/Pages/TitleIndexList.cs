using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Writes an index of pages.</summary>
internal sealed class TitleIndexList(TitleIndexArguments index, PageNames names, WikiContext context)
{
    public string Write(IReadOnlyList<string> pages)
    {
        var shown = pages.Select(page => (page, names.Show(index.Shorten(page))));
        var tree = new TitleIndexTree(index.Minimum);
        var html = new HtmlWriter().Open("div", ("class", "titleindex"));
        switch (index.Format)
        {
            case "group":
                WriteNodes(html, tree.ByWords(shown), WriteGroup);
                break;
            case "hierarchy":
                WriteNodes(html, tree.ByPath(shown), WriteLevel);
                break;
            default:
                WriteNodes(html, [.. pages.Select(static page => new TitleIndexNode { Page = page })], WriteGroup);
                break;
        }

        return html.Close("div").ToString();
    }

    public string WriteCompact(IReadOnlyList<string> pages)
    {
        var html = new HtmlWriter();
        for (var i = 0; i < pages.Count; i++)
        {
            if (i > 0)
                html.Text(", ");
            WriteLink(html, pages[i], names.Show(index.Shorten(pages[i])));
        }

        return html.ToString();
    }

    private static void WriteNodes(HtmlWriter html, IReadOnlyList<TitleIndexNode> nodes, Action<HtmlWriter, TitleIndexNode> write)
    {
        html.Open("ul");
        foreach (var node in nodes)
        {
            html.Open("li");
            write(html, node);
            html.Close("li");
        }

        html.Close("ul");
    }

    private void WriteGroup(HtmlWriter html, TitleIndexNode node)
    {
        if (node.Nodes is not { } below)
        {
            WriteLink(html, node.Page!, names.Show(index.Shorten(node.Page!)));
            return;
        }

        html.Element("strong", node.Title?.Trim('/'));
        WriteNodes(html, below, WriteGroup);
    }

    private void WriteLevel(HtmlWriter html, TitleIndexNode node)
    {
        if (node.Page is { } page)
            WriteLink(html, page, node.Title!);
        else
            html.Text(node.Title);
        if (node.Nodes is { } below)
            WriteNodes(html, below, WriteLevel);
    }

    private void WriteLink(HtmlWriter html, string page, string label) => html.Element("a", label, ("href", Href.Wiki(context, page)));
}
