using System.Text;
using OffTrac.Sdk;

namespace OffTrac.Core.Security;

/// <summary>Rows of comma-separated values (RFC 4180), quoted only where needed, as Trac writes them.</summary>
public static class CsvText
{
    public static string Write(IEnumerable<IReadOnlyList<string>> rows) =>
        string.Concat(rows.Select(row => string.Join(',', row.Select(Quote)) + "\n"));

    /// <returns>Each row with the number of the line on which it begins.</returns>
    /// <exception cref="TracException">A quotation is not closed.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(string text)
    {
        var (line, at) = (1, 0);
        while (at < text.Length)
        {
            var (start, row) = (line, new List<string>());
            bool more;
            do
            {
                var (field, end) = ReadField(text, at, start);
                line += text.AsSpan(at, end - at).Count('\n');
                row.Add(field);
                more = end < text.Length && text[end] == ',';
                at = more ? end + 1 : end;
            }
            while (more);

            at += text.AsSpan(at).StartsWith("\r\n") ? 2 : 1;
            line++;
            yield return (start, row);
        }
    }

    private static string Quote(string field) =>
        field.AsSpan().IndexOfAny("\",\r\n") < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static (string Field, int End) ReadField(string text, int at, int line)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var length = text.AsSpan(at).IndexOfAny(",\r\n");
            var end = length < 0 ? text.Length : at + length;
            return (text[at..end], end);
        }

        var field = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"')
                field.Append(text[++at]);
            else
                return (field.ToString(), EndOfQuoted(text, at + 1, line));
        }

        throw new TracException(FormattableString.Invariant($"Line {line}: a quotation that begins here has no end."));
    }

    private static int EndOfQuoted(string text, int at, int line) =>
        at >= text.Length || text[at] is ',' or '\r' or '\n'
            ? at
            : throw new TracException(FormattableString.Invariant($"Line {line}: after a closing quotation mark only a comma may follow."));
}
