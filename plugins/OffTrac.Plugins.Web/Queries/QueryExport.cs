using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>The tickets of a query for other programs.</summary>
internal sealed class QueryExport(ITicketQueries queries, IPermissions permissions, IAuthors authors, IUserTimes times, FeedText texts)
{
    private const int RowsAtOnce = 200;

    public async ValueTask<IResult> TableAsync(PreparedTicketQuery query, ExportFormat format, WebRequest request, CancellationToken cancellation)
    {
        var time = times.Of(await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false));
        string[] header = [.. query.Columns.Select(column => column is "id" ? "id" : query.Label(column))];
        return new TableResult(format, "query", header, RowsAsync(query, time, request, CancellationToken.None));
    }

    public async ValueTask<IResult> FeedAsync(PreparedTicketQuery query, WebRequest request, CancellationToken cancellation)
    {
        var time = times.Of(await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false));
        var full = query.Rows.Contains("description", StringComparer.Ordinal) ? query : query with { Rows = [.. query.Rows, "description"] };
        var items = new List<FeedItem>();
        await foreach (var row in VisibleAsync(full, time, request, cancellation).ConfigureAwait(false))
        {
            var link = request.AbsoluteHref("ticket", row["id"]);
            items.Add(new FeedItem
            {
                Title = $"#{row.Id}: {row["summary"]}",
                Link = link,
                Published = row.GetTime("time"),
                Author = await authors.FormatAsync(row["reporter"], request, Resource.Ticket(row.Id), cancellation).ConfigureAwait(false),
                Description = await texts.RenderAsync(row["description"], Resource.Ticket(row.Id), request, cancellation).ConfigureAwait(false),
                Comments = link + "#changelog",
            });
        }

        return new FeedResult(new Feed
        {
            Title = $"{request.Environment!.ProjectName}: Ticket Query",
            Link = request.AbsoluteHref("query") + query.Path()["/query".Length..],
            Description = request.Environment.Configuration.Get("project", "descr") ?? "",
            Category = "Results",
            Items = items,
        });
    }

    private async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        PreparedTicketQuery query, UserTime time, WebRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var cells = new QueryCells(query, authors, time, request);
        await foreach (var row in VisibleAsync(query, time, request, cancellation).ConfigureAwait(false))
        {
            var values = new string[query.Columns.Count];
            for (var i = 0; i < values.Length; i++)
                values[i] = await cells.ShowAsync(row, query.Columns[i], cancellation).ConfigureAwait(false);
            yield return values;
        }
    }

    /// <summary>The tickets that the user may see; asked for many at once.</summary>
    private async IAsyncEnumerable<TicketQueryRow> VisibleAsync(
        PreparedTicketQuery query, UserTime time, WebRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var some = new List<TicketQueryRow>(RowsAtOnce);
        var found = queries.StreamAsync(new TicketQueryRequest { Query = query, User = request.User, Zone = time.Zone }, cancellation);
        await foreach (var row in found.ConfigureAwait(false))
        {
            some.Add(row);
            if (some.Count < RowsAtOnce)
                continue;
            foreach (var visible in await permissions.VisibleAsync(some, request, cancellation).ConfigureAwait(false))
                yield return visible;
            some.Clear();
        }

        foreach (var visible in await permissions.VisibleAsync(some, request, cancellation).ConfigureAwait(false))
            yield return visible;
    }
}
