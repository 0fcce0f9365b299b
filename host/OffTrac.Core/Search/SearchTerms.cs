using System.Text.RegularExpressions;
using OffTrac.Core.Configuration;

namespace OffTrac.Core.Search;

/// <summary>Breaks a query into its terms as Trac does: at white space, except within quotes on one line.</summary>
internal static partial class SearchTerms
{
    public static IReadOnlyList<string> Parse(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var terms = new List<string>();
        var at = 0;
        foreach (var separator in Separators().EnumerateMatches(query))
        {
            Add(query.AsSpan(at, separator.Index - at), terms);
            Add(query.AsSpan(separator.Index, separator.Length), terms);
            at = separator.Index + separator.Length;
        }

        Add(query.AsSpan(at), terms);
        return terms;
    }

    // A lone quotation mark is one within quotes of nothing: an empty term, which every text contains.
    private static void Add(ReadOnlySpan<char> term, List<string> terms)
    {
        if (PythonText.Strip(term).IsEmpty)
            return;
        var isQuoted = term[0] == term[^1] && term[0] is '"' or '\'';
        terms.Add(!isQuoted ? term.ToString() : term.Length == 1 ? "" : term[1..^1].ToString());
    }

    // What Python counts as white space.
    [GeneratedRegex("\".*?\"|'.*?'|[\\s\\x1c-\\x1f]+", RegexOptions.CultureInvariant)]
    private static partial Regex Separators();
}
