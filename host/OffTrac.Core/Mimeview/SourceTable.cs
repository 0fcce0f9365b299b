using System.Globalization;
using System.Text;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Mimeview;

namespace OffTrac.Core.Mimeview;

/// <summary>Source code as a block, or as a table with a row a line.</summary>
internal static class SourceTable
{
    public static string Write(string html, LineNumbering? numbering) =>
        numbering is null ? $"<div class=\"code\"><pre>{html}</pre></div>" : WriteRows(html, numbering);

    private static string WriteRows(string html, LineNumbering numbering)
    {
        var marks = TicketRanges.Parse(numbering.Marks ?? "");
        var prefix = MarkupText.Escape(numbering.AnchorPrefix);
        var table = new StringBuilder(html.Length * 2);
        table.Append("<table class=\"code\"><thead><tr><th class=\"lineno\" title=\"Line numbers\">Line</th><th class=\"content\">\u00a0</th></tr></thead><tbody>");
        var number = numbering.First;
        for (var start = 0; start < html.Length; number++)
        {
            var end = html.IndexOf('\n', start) is var found and >= 0 ? found + 1 : html.Length;
            table.Append(marks?.Contains(number) == true ? "<tr class=\"hilite\">" : "<tr>")
                .Append(CultureInfo.InvariantCulture, $"<th id=\"{prefix}L{number}\"><a href=\"#{prefix}L{number}\">{number}</a></th><td>")
                .Append(html, start, end - start).Append("</td></tr>");
            start = end;
        }

        return table.Append("</tbody></table>").ToString();
    }
}
