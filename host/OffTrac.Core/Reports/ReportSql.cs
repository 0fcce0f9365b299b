using System.Globalization;
using System.Text.RegularExpressions;
using OffTrac.Sdk.Reports;

namespace OffTrac.Core.Reports;

/// <summary>A report's statement and what Trac makes of it for sorting and paging.</summary>
internal sealed partial class ReportSql(string sql)
{
    private const string SortColumn = "@SORT_COLUMN@";
    private const string LimitOffset = "@LIMIT_OFFSET@";
    private const string Group = "__group__";

    private readonly string _base = sql.Replace(SortColumn, "1", StringComparison.Ordinal).Replace(LimitOffset, "", StringComparison.Ordinal);

    /// <summary>All rows in the statement's own order.</summary>
    public string All => _base;

    public string Count => $"SELECT COUNT(*) FROM (\n{_base}\n) AS tab";

    public string Columns => $"SELECT * FROM (\n{_base}\n) AS tab LIMIT 1";

    /// <summary>One page, sorted as asked.</summary>
    /// <exception cref="ReportException">There is no such column.</exception>
    public string Page(ReportRequest request, IReadOnlyList<string> columns, long total)
    {
        var limit = total > request.Limit
            ? string.Create(CultureInfo.InvariantCulture, $"LIMIT {request.Limit} OFFSET {request.Offset}")
            : "";
        var sorted = Sorted(request, columns);
        if (sorted.Contains(LimitOffset, StringComparison.Ordinal))
            return sorted.Replace(LimitOffset, limit, StringComparison.Ordinal);
        return SqlText.Skeleton(sorted).Contains("LIMIT", StringComparison.OrdinalIgnoreCase) ? sorted : $"{sorted}\n{limit}";
    }

    private string Sorted(ReportRequest request, IReadOnlyList<string> columns)
    {
        var key = "";
        if (!string.IsNullOrEmpty(request.Sort))
        {
            if (!columns.Contains(request.Sort, StringComparer.Ordinal))
                throw new ReportException($"Query parameter \"sort={request.Sort}\"  is invalid");
            key = $"\"{request.Sort.Replace("\"", "\"\"", StringComparison.Ordinal)}\" {(request.IsAscending ? "ASC" : "DESC")}";
        }

        if (sql.Contains(SortColumn, StringComparison.Ordinal))
            return sql.Replace(SortColumn, key.Length == 0 ? "1" : key, StringComparison.Ordinal);
        if (key.Length == 0)
            return sql;
        var (before, own) = SplitOrder();
        List<string> keys = columns.Contains(Group, StringComparer.Ordinal) ? [Group + " ASC", key] : [key];
        if (own.Length > 0)
            keys.Add(own);
        return $"{before}\nORDER BY {string.Join(", ", keys)}";
    }

    /// <summary>The statement before its one ORDER BY, and what stands behind that.</summary>
    private (string Before, string Order) SplitOrder() =>
        OrderBy().Matches(SqlText.Skeleton(sql)) is [var match]
            ? (sql[..match.Index], sql[(match.Index + match.Length)..])
            : (sql, "");

    [GeneratedRegex(@"ORDER\s+BY", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OrderBy();
}
