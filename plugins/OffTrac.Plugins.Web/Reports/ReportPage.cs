using System.Globalization;
using OffTrac.Plugins.Web.Exports;
using OffTrac.Sdk;
using OffTrac.Sdk.Reports;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Reports;

/// <summary>The rows of a report as a page: tables in groups, with other pages, other orders and exports as links.</summary>
internal sealed class ReportPage(
    ReportRequest call, ReportResult result, IReadOnlyList<KeyValuePair<string, string>> arguments, WebRequest request, UserTime time,
    IReadOnlyList<TicketField> fields)
{
    private readonly ReportColumns _columns = new(result.Columns);
    private readonly int[] _shown =
        [.. Enumerable.Range(0, result.Columns.Count).Where(i => !ReportColumns.IsHidden(result.Columns[i]) && !ReportColumns.IsFullRow(result.Columns[i]))];
    private readonly int[] _fullRows = [.. Enumerable.Range(0, result.Columns.Count).Where(i => ReportColumns.IsFullRow(result.Columns[i]))];

    public PageData Show(List<ReportRow> rows)
    {
        var groups = rows.GroupByRun(row => _columns.Group < 0 ? "" : CellText.Of(row.Cells[_columns.Group]))
            .Select(group => new PageData().Add("label", group.Key.Length == 0 ? null : group.Key).Add("rows", group.Rows.Select(Row)));
        var data = new PageData()
            .Add("title", $"{{{call.Report.Id}}} {result.Title}").Add("description", result.Description)
            .Add("total", result.Total).Add("headers", _shown.Select(Header)).Add("groups", groups)
            .Add("missing", result.MissingVariables.Count == 0 ? null : $"The following arguments are missing: {string.Join(", ", result.MissingVariables)}")
            .Add("csv", Link(("format", "csv"), ("page", null))).Add("tab", Link(("format", "tab"), ("page", null)))
            .Add("rss", Link(("format", "rss"), ("page", null)));
        if (!result.IsPaged)
            return data;
        var (page, pages) = ((call.Offset / call.Limit) + 1, (result.Total + call.Limit - 1) / call.Limit);
        return data.Add("page", $"Page {page} of {pages}")
            .Add("previous", page > 1 ? Link(("page", Number(page - 1))) : null)
            .Add("next", page < pages ? Link(("page", Number(page + 1))) : null);
    }

    private PageData Row(ReportRow row) => new PageData()
        .Add("cells", _shown.Select(i => new PageData().Add("text", Text(i, row.Cells[i])).Add("href", Href(i, row))))
        .Add("texts", _fullRows.Select(i => new PageData().Add("text", Text(i, row.Cells[i]))))
        .Add("width", _shown.Length);

    private PageData Header(int column)
    {
        var name = result.Columns[column];
        var isSorted = string.Equals(name, call.Sort, StringComparison.Ordinal);
        return new PageData()
            .Add("label", Label(name))
            .Add("mark", !isSorted ? null : call.IsAscending ? "↑" : "↓")
            .Add("href", Link(("sort", name), ("asc", isSorted && call.IsAscending ? "0" : "1"), ("page", null)));
    }

    private string Label(string name)
    {
        if (fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal)) is { } field)
            return field.Label;
        var bare = name.Trim('_');
        return bare.Length == 0 ? name : string.Concat(bare[..1].ToUpperInvariant(), bare[1..].ToLowerInvariant());
    }

    private string? Href(int column, ReportRow row) => result.Columns[column].Trim('_') switch
    {
        _ when string.IsNullOrEmpty(row.Resource.Id) => null,
        "ticket" or "id" or "report" or "summary" => request.Href(row.Resource.Realm, row.Resource.Id),
        _ => null,
    };

    private string Text(int column, object? cell)
    {
        var name = result.Columns[column].Trim('_');
        if (cell is not long microseconds || !TracTime.IsInRange(microseconds))
            return name is "ticket" or "id" && cell is not null ? "#" + CellText.Of(cell) : CellText.Of(cell);
        var moment = TracTime.FromMicroseconds(microseconds);
        return name switch
        {
            "ticket" or "id" => "#" + CellText.Of(cell),
            "date" or "created" or "modified" => time.FormatDate(moment),
            "time" or "datetime" or "changetime" => time.FormatDateTime(moment),
            _ => CellText.Of(cell),
        };
    }

    /// <summary>This page's address with some arguments set, or left out when null.</summary>
    private string Link(params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var values = new List<KeyValuePair<string, string>>(arguments);
        foreach (var (name, value) in changes)
        {
            values.RemoveAll(argument => string.Equals(argument.Key, name, StringComparison.Ordinal));
            if (value is not null)
                values.Add(new(name, value));
        }

        var query = string.Join('&', values.Select(argument => $"{Uri.EscapeDataString(argument.Key)}={Uri.EscapeDataString(argument.Value)}"));
        var path = request.Href("report", Number(call.Report.Id));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
