namespace OffTrac.Plugins.Web.Reports;

/// <summary>Rows that follow each other with one value.</summary>
internal static class RowRuns
{
    public static IEnumerable<(string Key, List<ReportRow> Rows)> GroupByRun(this IEnumerable<ReportRow> rows, Func<ReportRow, string> keyOf)
    {
        List<ReportRow> run = [];
        var current = "";
        foreach (var row in rows)
        {
            var key = keyOf(row);
            if (run.Count > 0 && !string.Equals(key, current, StringComparison.Ordinal))
            {
                yield return (current, run);
                run = [];
            }

            current = key;
            run.Add(row);
        }

        if (run.Count > 0)
            yield return (current, run);
    }
}
