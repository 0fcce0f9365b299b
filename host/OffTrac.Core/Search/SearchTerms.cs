using OffTrac.Core.Configuration;

namespace OffTrac.Core.Search;

/// <summary>Breaks a query into its terms as Trac does: at white space, except within quotes on one line.</summary>
internal static class SearchTerms
{
    public static IReadOnlyList<string> Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = new List<string>();
        var (start, at) = (0, 0);
        while (at < query.Length)
        {
            if (EndOfQuoted(query, at) is not { } end)
            {
                at++;
                continue;
            }

            AddWords(query.AsSpan(start, at - start), terms);
            Add(query.AsSpan(at, end - at), terms);
            start = at = end;
        }

        AddWords(query.AsSpan(start), terms);
        return terms;
    }

    private static int? EndOfQuoted(string query, int at)
    {
        if (query[at] is not ('"' or '\''))
            return null;
        var close = query.AsSpan(at + 1).IndexOfAny(query[at], '\n');
        return close >= 0 && query[at + 1 + close] != '\n' ? at + close + 2 : null;
    }

    private static void AddWords(ReadOnlySpan<char> text, List<string> terms)
    {
        while (!text.IsEmpty)
        {
            var length = 0;
            while (length < text.Length && !PythonText.Strip(text.Slice(length, 1)).IsEmpty)
                length++;
            if (length > 0)
                Add(text[..length], terms);
            text = text[Math.Min(length + 1, text.Length)..];
        }
    }

    // A lone quotation mark is one within quotes of nothing: an empty term, which every text contains.
    private static void Add(ReadOnlySpan<char> term, List<string> terms)
    {
        var isQuoted = term[0] == term[^1] && term[0] is ('"' or '\'');
        terms.Add(!isQuoted ? term.ToString() : term.Length == 1 ? "" : term[1..^1].ToString());
    }
}
