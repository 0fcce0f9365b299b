using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>All reports that the user may see.</summary>
internal sealed class ReportList(IReportStore store)
{
    public async ValueTask<IResult> ShowAsync(List<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        var order = arguments.First("sort") is "title" ? ReportOrder.Title : ReportOrder.Number;
        var isDescending = arguments.Number("asc", 1) < 1;
        var reports = new List<Report>();
        foreach (var report in await store.ListAsync(order, isDescending, cancellation).ConfigureAwait(false))
        {
            if (await request.MayAsync("REPORT_VIEW", ResourceOf(report), cancellation).ConfigureAwait(false))
                reports.Add(report);
        }

        if (ExportFormat.Find(arguments.First("format")) is { } format)
            return new TableResult(format, "reports", ["report", "title", "description"], reports.Select(Row).ToAsyncEnumerable());
        return arguments.First("format") is "rss"
            ? new FeedResult(FeedOf(reports, request))
            : request.Page("report_list.hbs", await PageAsync(reports, request, cancellation).ConfigureAwait(false));
    }

    private static IReadOnlyList<string> Row(Report report) => [Number(report), report.Title ?? "", report.Description ?? ""];

    private static Feed FeedOf(List<Report> reports, WebRequest request) => new()
    {
        Title = $"{request.Environment!.ProjectName}: Available Reports",
        Link = request.AbsoluteHref("report"),
        Description = "List of available reports",
        Category = "Report",
        Items = [.. reports.Select(report => new FeedItem
        {
            Title = $"{{{Number(report)}}}: {report.Title}",
            Link = request.AbsoluteHref("report", Number(report)),
        })],
    };

    private static async ValueTask<PageData> PageAsync(List<Report> reports, WebRequest request, CancellationToken cancellation)
    {
        var rows = new List<PageData>();
        foreach (var report in reports)
        {
            var mayModify = await request.MayAsync("REPORT_MODIFY", ResourceOf(report), cancellation).ConfigureAwait(false);
            var mayDelete = await request.MayAsync("REPORT_DELETE", ResourceOf(report), cancellation).ConfigureAwait(false);
            var href = request.Href("report", Number(report));
            rows.Add(new PageData()
                .Add("number", report.Id).Add("title", report.Title).Add("description", report.Description).Add("href", href)
                .Add("edit", mayModify ? href + "?action=edit" : null)
                .Add("delete", mayDelete ? href + "?action=delete" : null));
        }

        var root = request.Href("report");
        var mayCreate = await request.MayAsync("REPORT_CREATE", new Resource { Realm = "report" }, cancellation).ConfigureAwait(false);
        return new PageData()
            .Add("title", "Available Reports").Add("reports", rows)
            .Add("create", mayCreate ? root + "?action=new" : null)
            .Add("csv", root + "?format=csv").Add("tab", root + "?format=tab").Add("rss", root + "?format=rss");
    }

    private static Resource ResourceOf(Report report) => new() { Realm = "report", Id = Number(report) };

    private static string Number(Report report) => report.Id.ToString(CultureInfo.InvariantCulture);
}
