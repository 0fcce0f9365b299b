using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>Makes, changes and deletes reports.</summary>
internal sealed class ReportEditor(IReportStore store)
{
    private static readonly Resource s_reports = new() { Realm = "report" };

    public static async ValueTask<IResult> ShowAsync(
        Report? report, List<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        var action = arguments.First("action");
        if (action is "delete")
            return await ShowDeletionAsync(Given(report), request, cancellation).ConfigureAwait(false);
        await RequireAsync(report is null ? "REPORT_CREATE" : "REPORT_MODIFY", report, request, cancellation).ConfigureAwait(false);
        var isNew = report is null || action is "copy";
        return request.Page("report_edit.hbs", new PageData()
            .Add("title", isNew ? "New Report" : $"Edit Report {{{Number(report!)}}}")
            .Add("error", arguments.First("error"))
            .Add("action", isNew ? "new" : "edit")
            .Add("address", isNew ? request.Href("report") : request.Href("report", Number(report!)))
            .Add("name", action is "copy" ? report?.Title + " (copy)" : report?.Title)
            .Add("description", report?.Description)
            .Add("query", arguments.First("query") ?? report?.Query));
    }

    /// <exception cref="BadHttpRequestException">Nothing that can be done was asked for; answered with 400.</exception>
    public async ValueTask<IResult> SaveAsync(
        Report? report, List<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        var isCancelled = arguments.First("cancel") is not null;
        switch (arguments.First("action"))
        {
            case "new":
                await RequireAsync("REPORT_CREATE", null, request, cancellation).ConfigureAwait(false);
                return Back(isCancelled ? null : await CreateAsync(arguments, cancellation).ConfigureAwait(false), request);
            case "edit":
                await RequireAsync("REPORT_MODIFY", Given(report), request, cancellation).ConfigureAwait(false);
                if (!isCancelled)
                    await store.UpdateAsync(Changed(Given(report), arguments), null, cancellation).ConfigureAwait(false);
                return Back(report, request);
            case "delete":
                await RequireAsync("REPORT_DELETE", Given(report), request, cancellation).ConfigureAwait(false);
                if (!isCancelled)
                    await store.DeleteAsync(Given(report).Id, null, cancellation).ConfigureAwait(false);
                return Back(isCancelled ? report : null, request);
            default:
                throw new BadHttpRequestException("Invalid request arguments.");
        }
    }

    private static async ValueTask<IResult> ShowDeletionAsync(Report report, WebRequest request, CancellationToken cancellation)
    {
        await RequireAsync("REPORT_DELETE", report, request, cancellation).ConfigureAwait(false);
        return request.Page("report_delete.hbs", new PageData()
            .Add("title", $"Delete Report {{{Number(report)}}} {report.Title}")
            .Add("address", request.Href("report", Number(report))));
    }

    private ValueTask<Report> CreateAsync(List<KeyValuePair<string, string>> arguments, CancellationToken cancellation) => store.CreateAsync(
        new NewReport
        {
            Title = arguments.First("title"),
            Query = arguments.First("query") ?? "",
            Description = arguments.First("description"),
        },
        null,
        cancellation);

    private static Report Changed(Report report, List<KeyValuePair<string, string>> arguments) => report with
    {
        Title = arguments.First("title"),
        Query = arguments.First("query") ?? "",
        Description = arguments.First("description"),
    };

    private static MovedResult Back(Report? report, WebRequest request) => new(
        report is null ? request.AbsoluteHref("report") : request.AbsoluteHref("report", Number(report)))
    {
        StatusCode = StatusCodes.Status303SeeOther,
    };

    private static Report Given(Report? report) => report ?? throw new BadHttpRequestException("Invalid request arguments.");

    private static ValueTask RequireAsync(string action, Report? report, WebRequest request, CancellationToken cancellation) =>
        request.RequireAsync(action, report is null ? s_reports : s_reports with { Id = Number(report) }, cancellation);

    private static string Number(Report report) => report.Id.ToString(CultureInfo.InvariantCulture);
}
