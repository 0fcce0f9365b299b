using System.Text;

namespace OffTrac.Plugins.Web.Exports;

/// <summary>Writes rows as Python's <c>csv</c> module does with minimal quoting, which is what Trac's exports are.</summary>
internal static class TextRow
{
    /// <summary>Appends a row and its line end.</summary>
    public static void Append(StringBuilder text, char separator, IReadOnlyList<string> fields)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (i > 0)
                text.Append(separator);
            AppendField(text, separator, fields[i], isOnly: fields.Count == 1);
        }

        text.Append("\r\n");
    }

    private static void AppendField(StringBuilder text, char separator, string field, bool isOnly)
    {
        // An empty line would be no row.
        if (field.AsSpan().IndexOfAny(separator, '"') < 0 && field.AsSpan().IndexOfAny('\r', '\n') < 0 && !(isOnly && field.Length == 0))
            text.Append(field);
        else
            text.Append('"').Append(field.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
