namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Takes the rows or cells out of the HTML of a row or table processor's content, which must be one table.</summary>
internal static class InnerTable
{
    private const string Close = "</table>";

    /// <summary>The rows with their tags; or null with what is wrong.</summary>
    public static string? Rows(string html, string processor, out string problem) => Content(html, processor, withRow: true, out problem);

    /// <summary>What is in the first row; or null with what is wrong.</summary>
    public static string? Cells(string html, string processor, out string problem) => Content(html, processor, withRow: false, out problem);

    private static string? Content(string html, string processor, bool withRow, out string problem)
    {
        problem = "";
        var close = html.IndexOf(Close, StringComparison.Ordinal);
        if (close >= 0 && html.IndexOf("<table", close, StringComparison.Ordinal) >= 0)
        {
            problem = $"!#{processor} must contain at most one table";
            return null;
        }

        var table = html.AsSpan().TrimStart();
        var open = table.StartsWith("<table") ? table.IndexOf('>') : -1;
        var end = open < 0 ? -1 : CloseAtLineEnd(table, open + 1);
        if (end < 0)
        {
            problem = $"!#{processor} must contain at least one table cell (and table cells only)";
            return null;
        }

        var rows = table[(open + 1)..end].Trim();
        return (withRow ? rows : WithoutRow(rows)).ToString();
    }

    /// <summary>The first end of a table that ends its line: Trac takes no notice of what follows.</summary>
    private static int CloseAtLineEnd(ReadOnlySpan<char> html, int from)
    {
        while (html[from..].IndexOf(Close, StringComparison.Ordinal) is >= 0 and var found)
        {
            var end = from + found;
            from = end + Close.Length;
            var rest = html[from..];
            var space = rest.Length - rest.TrimStart().Length;
            if (space == rest.Length || rest[..space].Contains('\n'))
                return end;
        }

        return -1;
    }

    private static ReadOnlySpan<char> WithoutRow(ReadOnlySpan<char> rows)
    {
        if (rows.StartsWith("<tr") && rows.IndexOf('>') is >= 0 and var open)
            rows = rows[(open + 1)..];
        return rows.EndsWith("</tr>") ? rows[..^"</tr>".Length] : rows;
    }
}
