using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Links to the other pages of a query; nothing when there is only one.</summary>
internal sealed class PageIndex(TicketQueryResult result, WikiContext context)
{
    /// <summary>Pages shown on each side of the current one.</summary>
    private const int Around = 10;

    private readonly PreparedTicketQuery _query = result.Query;

    /// <summary>Which tickets the page has.</summary>
    public void WriteHeading(HtmlWriter html)
    {
        if (result.PageCount < 2)
            return;
        var first = ((_query.Page - 1) * _query.Max) + 1;
        var last = first + result.Rows.Count - 1;
        var shown = first == last ? Number(last) : $"{Number(first)} - {Number(last)}";
        html.Open("h2", ("class", "report-result")).Text("Results ").Element("span", $"({shown} of {Number(result.Total)})", ("class", "numresults"))
            .Text("\n").Close("h2").Text("\n");
    }

    public void Write(HtmlWriter html)
    {
        if (result.PageCount < 2)
            return;
        html.Open("div", ("class", "paging")).Text("\n");
        if (_query.Page > 1)
            WriteStep(html, "previous", "Previous Page", "\u2190", _query.Page - 1);
        for (var page = Math.Max(1, _query.Page - Around); page <= Math.Min(result.PageCount, _query.Page + Around); page++)
        {
            html.Open("span").Text("\n");
            if (page == _query.Page)
                html.Element("span", Number(page), ("class", "current"));
            else
                html.Element("a", Number(page), ("href", context.BaseHref + Path(page)), ("title", $"Page {Number(page)}"));
            html.Text("\n").Close("span").Text("\n");
        }

        if (_query.Page < result.PageCount)
            WriteStep(html, "next", "Next Page", "\u2192", _query.Page + 1);
        html.Close("div").Text("\n");
    }

    private void WriteStep(HtmlWriter html, string cssClass, string title, string arrow, long page) =>
        html.Open("span", ("class", cssClass)).Text("\n")
            .Element("a", arrow, ("href", context.RequestHref + Path(page)), ("title", title)).Text("\n").Close("span").Text("\n");

    private string Path(long page) => _query.Path(new TicketQueryLink { Page = page });

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
