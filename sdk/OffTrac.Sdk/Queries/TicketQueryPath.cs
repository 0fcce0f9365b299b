using System.Globalization;
using System.Text;

namespace OffTrac.Sdk.Queries;

/// <summary>Writes the address of a query as Trac's <c>get_href</c> does.</summary>
internal sealed class TicketQueryPath
{
    // What Python's quote_plus leaves as it is, with Trac's additions.
    private const string Unquoted = "_.-~!*'()";

    private readonly StringBuilder _path = new("/query");
    private bool _hasArguments;

    public static string Write(PreparedTicketQuery query, TicketQueryLink link)
    {
        var format = link.Format ?? query.Format;
        var isFeed = format is "rss";
        var max = isFeed ? query.DefaultMax : link.Max ?? query.Max;
        var page = isFeed ? 1 : link.Page ?? query.Page;
        var path = new TicketQueryPath();
        path.AddClauses(query.Clauses);
        path.Add("report", link.Report ?? query.Report);
        path.Add("group", query.Group);
        path.Add("groupdesc", query.IsGroupDescending ? "1" : null);
        path.Add("max", max == query.DefaultMax ? null : max.ToString(CultureInfo.InvariantCulture));
        path.Add("order", link.Order ?? query.Order);
        path.Add("desc", link.IsDescending ?? query.IsDescending ? "1" : null);
        if (!query.HasDefaultColumns)
            path.Add("col", query.Columns);
        path.Add("row", query.Rows);
        path.Add("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture));
        path.Add("format", format);
        return path._path.ToString();
    }

    private void AddClauses(IReadOnlyList<TicketQueryClause> clauses)
    {
        for (var i = 0; i < clauses.Count; i++)
        {
            if (i > 0)
            {
                Separate();
                _path.Append("or");
            }

            foreach (var filter in clauses[i].Filters.OrderBy(filter => filter.Field, StringComparer.Ordinal))
                Add(filter.Field, filter.Values);
        }
    }

    private void Add(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
            Add(name, value);
    }

    private void Add(string name, string? value)
    {
        if (value is null)
            return;
        Separate();
        Quote(name);
        _path.Append('=');
        Quote(value);
    }

    private void Separate()
    {
        _path.Append(_hasArguments ? '&' : '?');
        _hasArguments = true;
    }

    private void Quote(string text)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || Unquoted.Contains((char)rune.Value, StringComparison.Ordinal)))
                _path.Append((char)rune.Value);
            else if (rune.Value == ' ')
                _path.Append('+');
            else
                foreach (var part in bytes[..rune.EncodeToUtf8(bytes)])
                    _path.Append(CultureInfo.InvariantCulture, $"%{part:X2}");
        }
    }
}
