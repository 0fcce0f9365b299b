using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>Tickets found by a query, at <c>/query</c>.</summary>
[Component("trac.ticket.query.QueryModule")]
public sealed class QueryModule(
    ITicketQueries queries, IPermissions permissions, IAuthors authors, IUserTimes times, IWikiRenderer renderer,
    IEnvironmentConfiguration configuration)
    : IRequestHandler
{
    private static readonly Resource s_tickets = new() { Realm = "ticket" };

    private readonly DefaultQuery _default = new(queries, configuration);
    private readonly QueryExport _export = new(queries, permissions, authors, times, new FeedText(renderer, times));
    private readonly QueryPage _page = new(queries, permissions, authors, times);

    public IReadOnlyList<Route> Routes { get; } = [new Route { Pattern = "/query", Methods = ["GET", "POST"] }];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await request.RequireAsync("TICKET_VIEW", s_tickets, cancellation).ConfigureAwait(false);
        var arguments = await Arguments.ReadAsync(request, cancellation).ConfigureAwait(false);
        var query = await queries.FromArgumentsAsync(arguments, cancellation).ConfigureAwait(false);
        if (query.Report is { } report)
            await request.RequireAsync("REPORT_VIEW", new Resource { Realm = "report", Id = report }, cancellation).ConfigureAwait(false);
        if (query.Clauses.Count == 0)
            query = await _default.FillAsync(query, arguments, request, cancellation).ConfigureAwait(false);
        var format = query.Format;
        var export = ExportFormat.Find(format);
        query = query with { Format = null, Max = query.Max ?? (export is null ? null : "0") };
        var prepared = await queries.PrepareAsync(query, cancellation).ConfigureAwait(false);
        if (arguments.First("update") is not null)
            return new MovedResult(request.AbsoluteHref("query") + prepared.Path()["/query".Length..]);
        if (string.IsNullOrEmpty(format))
            return await _page.ShowAsync(prepared, request, cancellation).ConfigureAwait(false);
        if (export is not null)
            return await _export.TableAsync(prepared, export, request, cancellation).ConfigureAwait(false);
        return format is "rss"
            ? await _export.FeedAsync(prepared, request, cancellation).ConfigureAwait(false)
            : throw new TracException($"No available MIME conversions from trac.ticket.Query to {format}");
    }
}
