using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>Reports, at <c>/report</c> and <c>/report/N</c>.</summary>
[Component("trac.ticket.report.ReportModule")]
public sealed class ReportModule(
    IReportStore store, IReports reports, ITicketFields fields, IPermissions permissions, IAuthors authors, IUserTimes times,
    IWikiRenderer renderer, IEnvironmentConfiguration configuration)
    : IRequestHandler
{
    private const string List = "-1";

    private readonly ReportList _list = new(store);
    private readonly ReportEditor _editor = new(store);
    private readonly ReportView _view = new(reports, new ReportRows(permissions, authors), new FeedText(renderer, times), fields, times, configuration);

    public IReadOnlyList<Route> Routes { get; } =
    [
        new Route { Pattern = "/report", Methods = ["GET", "POST"] },
        new Route { Pattern = "/report/{id}", Methods = ["GET", "POST"] },
    ];

    public async ValueTask<IResult> HandleAsync(WebRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = request.RouteValues.GetValueOrDefault("id", List);
        var isList = id is List;
        if (!isList && !id.All(char.IsAsciiDigit))
            throw new ResourceNotFoundException($"No handler matched request to /report/{id}.");
        var resource = new Resource { Realm = "report", Id = id.TrimStart('0').PadLeft(1, '0') };
        await request.RequireAsync("REPORT_VIEW", resource, cancellation).ConfigureAwait(false);
        var arguments = await Arguments.ReadAsync(request, cancellation).ConfigureAwait(false);
        var report = isList ? null : await FindAsync(id, cancellation).ConfigureAwait(false);
        if (HttpMethods.IsPost(request.HttpContext.Request.Method))
            return await _editor.SaveAsync(report, arguments, request, cancellation).ConfigureAwait(false);
        if (arguments.First("action") is "new" or "edit" or "copy" or "delete")
            return await ReportEditor.ShowAsync(report, arguments, request, cancellation).ConfigureAwait(false);
        return report is null
            ? await _list.ShowAsync(arguments, request, cancellation).ConfigureAwait(false)
            : await ViewAsync(report, resource, arguments, request, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IResult> ViewAsync(
        Report report, Resource resource, List<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        try
        {
            if (await reports.FindSavedQueryAsync(report, cancellation).ConfigureAwait(false) is { } path)
                return new MovedResult(request.AbsoluteHref("query") + path["/query".Length..]);
        }
        catch (Exception failure) when (failure is ReportException or TicketQueryException { Problem: TicketQueryProblem.Syntax })
        {
            // Who may mend it is told where it can be mended.
            return new MovedResult($"{request.AbsoluteHref("report", resource.Id!)}?action=edit&error={Uri.EscapeDataString(failure.Message).Replace("%20", "+", StringComparison.Ordinal)}");
        }

        if (arguments.First("format") is not "sql")
            return await _view.ShowAsync(report, arguments, request, cancellation).ConfigureAwait(false);
        await request.RequireAsync("REPORT_SQL_VIEW", resource, cancellation).ConfigureAwait(false);
        return new ReportSqlResult(report);
    }

    private async ValueTask<Report> FindAsync(string id, CancellationToken cancellation) =>
        (int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await store.FindAsync(number, cancellation).ConfigureAwait(false)
            : null)
        ?? throw new ResourceNotFoundException($"Report {{{id}}} does not exist.");
}
