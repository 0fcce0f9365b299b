using OffTrac.Core.Configuration;
using OffTrac.Sdk.Queries;

namespace OffTrac.Core.Queries;

/// <summary>Reads Trac's query language.</summary>
internal sealed class QueryText
{
    private readonly List<TicketQueryClause> _clauses = [];
    private readonly List<string> _columns = [];
    private readonly List<string> _rows = [];
    private TicketQueryClause _clause = new();
    private TicketQuery _query = new();

    /// <exception cref="TicketQueryException">A filter has no <c>=</c> or no field.</exception>
    public static TicketQuery Parse(string text)
    {
        var reader = new QueryText();
        foreach (var filter in Split(text, '&'))
        {
            if (filter is "or")
                reader.EndClause();
            else
                reader.Read(filter.Replace(@"\&", "&", StringComparison.Ordinal));
        }

        reader.EndClause();
        return reader._query with { Clauses = reader._clauses, Columns = reader._columns, Rows = reader._rows };
    }

    private void EndClause()
    {
        if (_clause.Filters.Count > 0)
            _clauses.Add(_clause);
        _clause = new TicketQueryClause();
    }

    private void Read(string filter)
    {
        var equals = filter.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            throw new TicketQueryException(
                TicketQueryProblem.Syntax, "Query filter requires field and constraints separated by a \"=\"");
        var (field, mode) = SplitOperator(filter[..equals]);
        if (field.Length == 0)
            throw new TicketQueryException(TicketQueryProblem.Syntax, "Query filter requires field name");
        Assign(field, [.. Split(filter[(equals + 1)..], '|').Select(value => mode + value.Replace(@"\|", "|", StringComparison.Ordinal))]);
    }

    private void Assign(string field, string[] values)
    {
        switch (field)
        {
            case "order":
                _query = _query with { Order = values[0] };
                break;
            case "group":
                _query = _query with { Group = values[0] };
                break;
            case "page":
                _query = _query with { Page = values[0] };
                break;
            case "max":
                _query = _query with { Max = values[0] };
                break;
            case "format":
                _query = _query with { Format = values[0] };
                break;
            case "report":
                _query = _query with { Report = values[0] };
                break;
            case "desc":
                _query = _query with { IsDescending = TracValue.ToBool(values[0]) };
                break;
            case "groupdesc":
                _query = _query with { IsGroupDescending = TracValue.ToBool(values[0]) };
                break;
            case "verbose":
                _query = _query with { IsVerbose = TracValue.ToBool(values[0]) };
                break;
            case "row" or "rows":
                _rows.AddRange(values);
                break;
            case "col":
                _columns.AddRange(values.Select(FieldSynonyms.Resolve));
                break;
            default:
                _clause = _clause.With(FieldSynonyms.Resolve(field), values);
                break;
        }
    }

    /// <summary>The operator stands at the end of the field: <c>!</c>, then one of <c>~ ^ $</c>.</summary>
    private static (string Field, string Mode) SplitOperator(string field)
    {
        var mode = "";
        if (field.Length > 0 && field[^1] is '~' or '^' or '$')
        {
            mode = field[^1..];
            field = field[..^1];
        }

        return field.EndsWith('!') ? (field[..^1], "!" + mode) : (field, mode);
    }

    /// <summary>Parts between separators that have no backslash before them.</summary>
    private static IEnumerable<string> Split(string text, char separator)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != separator || (i > 0 && text[i - 1] is '\\'))
                continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }
}
