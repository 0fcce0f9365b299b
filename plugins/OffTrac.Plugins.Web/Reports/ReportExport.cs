using System.Globalization;
using Microsoft.AspNetCore.Http;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>The rows of a report for other programs.</summary>
internal static class ReportExport
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const string TimeOfDay = "HH:mm:ss'Z'";

    public static IResult Table(Report report, ExportFormat format, ReportResult result, List<ReportRow> rows)
    {
        var columns = new ReportColumns(result.Columns).Exported;
        string[] header = [.. columns.Select(column => result.Columns[column])];
        var texts = rows.Select(IReadOnlyList<string> (row) => [.. columns.Select(column => Text(result.Columns[column], row.Cells[column]))]);
        return new TableResult(
            format, string.Create(CultureInfo.InvariantCulture, $"report_{report.Id}"), header, texts.ToAsyncEnumerable());
    }

    public static async ValueTask<IResult> FeedAsync(
        Report report, ReportResult result, List<ReportRow> rows, FeedText texts, WebRequest request, CancellationToken cancellation)
    {
        var items = new List<FeedItem>();
        foreach (var row in rows)
        {
            var item = Item(row, result.Columns, request);
            items.Add(item.Description is null ? item : item with
            {
                Description = await texts.RenderAsync(item.Description, row.Resource, request, cancellation).ConfigureAwait(false),
            });
        }

        return new FeedResult(new Feed
        {
            Title = string.Create(CultureInfo.InvariantCulture, $"{request.Environment!.ProjectName}: {{{report.Id}}} {result.Title}"),
            Link = request.AbsoluteHref("report", report.Id.ToString(CultureInfo.InvariantCulture)),
            Description = "Trac Report - " + result.Description,
            Category = "Report",
            Items = items,
        });
    }

    private static FeedItem Item(ReportRow row, IReadOnlyList<string> columns, WebRequest request)
    {
        var item = new FeedItem { Link = string.IsNullOrEmpty(row.Resource.Id) ? null : request.AbsoluteHref(row.Resource.Realm, row.Resource.Id) };
        for (var i = 0; i < columns.Count; i++)
        {
            var text = CellText.Of(row.Cells[i]);
            item = columns[i].Trim('_') switch
            {
                "reporter" => item with { Author = text },
                "time" or "changetime" or "created" or "modified" => item with { Published = Time(row.Cells[i]) },
                "summary" => item with { Title = $"#{row.Resource.Id}: {text}" },
                "description" => item with { Description = text },
                _ => item,
            };
        }

        return item;
    }

    private static string Text(string column, object? cell) => column.Trim('_') switch
    {
        "time" => CellText.OfTime(cell, TimeOfDay),
        "datetime" or "changetime" or "date" or "created" or "modified" => CellText.OfTime(cell, Moment),
        _ => CellText.Of(cell),
    };

    private static DateTimeOffset? Time(object? cell) => cell switch
    {
        null => DateTimeOffset.UnixEpoch,
        long microseconds when TracTime.IsInRange(microseconds) => TracTime.FromMicroseconds(microseconds),
        _ => null,
    };
}
