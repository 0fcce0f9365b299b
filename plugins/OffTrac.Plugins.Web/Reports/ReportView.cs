using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>Runs a report and shows what it finds.</summary>
internal sealed class ReportView(
    IReports reports, ReportRows rows, FeedText texts, ITicketFields fields, IUserTimes times, IEnvironmentConfiguration configuration)
{
    private const int ItemsPerPage = 100;

    public async ValueTask<IResult> ShowAsync(
        Report report, List<KeyValuePair<string, string>> arguments, WebRequest request, CancellationToken cancellation)
    {
        var format = arguments.First("format");
        var call = Call(report, arguments, format, request);
        ReportResult result;
        try
        {
            result = await reports.RunAsync(call, cancellation).ConfigureAwait(false);
        }
        catch (ReportException failure)
        {
            return await FailureAsync(report, failure, request, cancellation).ConfigureAwait(false);
        }

        var visible = await rows.VisibleAsync(result, request, cancellation).ConfigureAwait(false);
        if (ExportFormat.Find(format) is { } table)
            return ReportExport.Table(report, table, result, visible);
        if (format is "rss")
            return await ReportExport.FeedAsync(report, result, visible, texts, request, cancellation).ConfigureAwait(false);
        var time = times.Of(await request.Session.GetValuesAsync(cancellation).ConfigureAwait(false));
        var known = await fields.GetFieldsAsync(cancellation).ConfigureAwait(false);
        var page = new ReportPage(call, result, arguments, request, time, known);
        return request.Page("report_view.hbs", page.Show(visible));
    }

    private ReportRequest Call(Report report, List<KeyValuePair<string, string>> arguments, string? format, WebRequest request)
    {
        var usual = format switch
        {
            "csv" or "tab" => 0,
            "rss" => Option("items_per_page_rss", 0),
            _ => Option("items_per_page", ItemsPerPage),
        };
        var page = arguments.Number("page", 1);
        long limit = Math.Max(0, arguments.Number("max", usual));
        return new ReportRequest
        {
            Report = report,
            User = request.User,
            Variables = Variables(arguments),
            Sort = arguments.First("sort"),
            IsAscending = arguments.Number("asc", 0) > 0,
            Limit = limit,
            Offset = Math.Max(0, (page - 1) * limit),
        };
    }

    /// <summary>Arguments with names in upper case; the first of several counts.</summary>
    private static Dictionary<string, string> Variables(List<KeyValuePair<string, string>> arguments)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in arguments)
        {
            if (name.Any(char.IsUpper) && !name.Any(char.IsLower))
                variables.TryAdd(name, value);
        }

        return variables;
    }

    private int Option(string name, int other) =>
        int.TryParse(configuration.Get("report", name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : other;

    private static async ValueTask<IResult> FailureAsync(
        Report report, ReportException failure, WebRequest request, CancellationToken cancellation)
    {
        var resource = new Sdk.Resources.Resource { Realm = "report", Id = report.Id.ToString(CultureInfo.InvariantCulture) };
        var maySeeSql = await request.MayAsync("REPORT_SQL_VIEW", resource, cancellation).ConfigureAwait(false);
        return request.Page("report_view.hbs", new PageData()
            .Add("title", $"{{{report.Id}}} {report.Title}")
            .Add("message", $"Report execution failed: {failure.Message}")
            .Add("sql", maySeeSql ? failure.Sql : null));
    }
}
