using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>The tickets of a query as a page: a table, in groups, with other pages and exports as links.</summary>
internal sealed class QueryPage(ITicketQueries queries, IPermissions permissions, IAuthors authors, IUserTimes times)
{
    public async ValueTask<IResult> ShowAsync(PreparedTicketQuery query, WebRequest request, CancellationToken cancellation)
    {
        var data = new PageData().Add("title", "Custom Query").Add("rss", Link(query, request, new TicketQueryLink { Format = "rss" }))
            .Add("csv", Link(query, request, new TicketQueryLink { Format = "csv" }))
            .Add("tab", Link(query, request, new TicketQueryLink { Format = "tab" }));
        try
        {
            var time = times.Of(await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false));
            var result = await queries.RunAsync(
                new TicketQueryRequest { Query = query, User = request.User, Zone = time.Zone }, cancellation).ConfigureAwait(false);
            await AddTicketsAsync(data, result, new QueryCells(query, authors, time, request), request, cancellation).ConfigureAwait(false);
        }
        catch (TicketQueryException failure) when (failure.Problem == TicketQueryProblem.Value)
        {
            data.Add("errors", failure.Errors);
        }

        return request.Page("query.hbs", data);
    }

    private async ValueTask AddTicketsAsync(
        PageData data, TicketQueryResult result, QueryCells cells, WebRequest request, CancellationToken cancellation)
    {
        var query = result.Query;
        var groups = new List<PageData>();
        var rows = new List<PageData>();
        string? group = null;
        foreach (var row in await permissions.VisibleAsync(result.Rows, request, cancellation).ConfigureAwait(false))
        {
            var next = query.Group is { } field ? await cells.ShowAsync(row, field, cancellation).ConfigureAwait(false) : null;
            if (rows.Count > 0 && !string.Equals(next, group, StringComparison.Ordinal))
                EndGroup();
            group = next;
            rows.Add(await RowAsync(row, query, cells, request, cancellation).ConfigureAwait(false));
        }

        if (rows.Count > 0)
            EndGroup();
        data.Add("total", result.Total).Add("groups", groups).Add("headers", query.Columns.Select(column => Header(query, column, request)));
        AddPages(data, result, request);

        void EndGroup()
        {
            groups.Add(new PageData()
                .Add("label", query.Group is { } name ? $"{query.Label(name)}: {(group is { Length: > 0 } ? group : "None")}" : null)
                .Add("rows", rows));
            rows = [];
        }
    }

    private static async ValueTask<PageData> RowAsync(
        TicketQueryRow row, PreparedTicketQuery query, QueryCells cells, WebRequest request, CancellationToken cancellation)
    {
        var href = request.Href("ticket", row["id"]);
        var values = new List<PageData>();
        foreach (var column in query.Columns)
        {
            var text = await cells.ShowAsync(row, column, cancellation).ConfigureAwait(false);
            values.Add(new PageData().Add("text", column is "id" ? "#" + text : text).Add("href", column is "id" or "summary" ? href : null));
        }

        var texts = new List<PageData>();
        foreach (var name in query.Rows)
            texts.Add(new PageData().Add("label", query.Label(name)).Add("text", await cells.ShowAsync(row, name, cancellation).ConfigureAwait(false)));
        return new PageData().Add("cells", values).Add("texts", texts).Add("width", query.Columns.Count);
    }

    private static PageData Header(PreparedTicketQuery query, string column, WebRequest request)
    {
        var isOrder = string.Equals(column, query.Order, StringComparison.Ordinal);
        return new PageData()
            .Add("label", query.Label(column))
            .Add("mark", !isOrder ? null : query.IsDescending ? "↓" : "↑")
            .Add("href", Link(query, request, new TicketQueryLink { Order = column, IsDescending = isOrder && !query.IsDescending }));
    }

    private static void AddPages(PageData data, TicketQueryResult result, WebRequest request)
    {
        var query = result.Query;
        if (result.PageCount < 2)
            return;
        data.Add("page", string.Create(CultureInfo.InvariantCulture, $"Page {query.Page} of {result.PageCount}"))
            .Add("previous", query.Page > 1 ? Link(query, request, new TicketQueryLink { Page = query.Page - 1 }) : null)
            .Add("next", query.Page < result.PageCount ? Link(query, request, new TicketQueryLink { Page = query.Page + 1 }) : null);
    }

    private static string Link(PreparedTicketQuery query, WebRequest request, TicketQueryLink link) =>
        request.Href("query") + query.Path(link)["/query".Length..];
}
