using System.Text;

namespace OffTrac.Core.Reports;

/// <summary>Turns an array as PostgreSQL writes it, <c>{1,NULL,"a b"}</c>, into a list as Python writes it.</summary>
/// <remarks>PostgreSQL, "Array Input and Output Syntax".</remarks>
internal static class PostgreSqlArray
{
    /// <summary>Empty for an empty array, as Trac shows it.</summary>
    /// <param name="text">The array.</param>
    /// <param name="show">How an element is written.</param>
    public static string Show(string text, Func<string, string> show)
    {
        if (text is "{}")
            return "";
        var list = new StringBuilder();
        // Bounds that don't begin at one stand before the array.
        var at = text.IndexOf('{', StringComparison.Ordinal);
        while (at < text.Length)
        {
            switch (text[at])
            {
                case '{':
                    list.Append('[');
                    at++;
                    break;
                case '}':
                    list.Append(']');
                    at++;
                    break;
                case ',':
                    list.Append(", ");
                    at++;
                    break;
                case '"':
                    list.Append(show(ReadQuoted(text, ref at)));
                    break;
                default:
                    var end = at + text.AsSpan(at).IndexOfAny(',', '}');
                    list.Append(text.AsSpan(at, end - at) is "NULL" ? "None" : show(text[at..end]));
                    at = end;
                    break;
            }
        }

        return list.ToString();
    }

    private static string ReadQuoted(string text, ref int at)
    {
        var element = new StringBuilder();
        for (at++; text[at] != '"'; at++)
        {
            if (text[at] == '\\')
                at++;
            element.Append(text[at]);
        }

        at++;
        return element.ToString();
    }
}
