using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Chooses the columns of a query, as Trac does where nobody names them.</summary>
internal sealed class QueryColumns(PreparedTicketQuery query)
{
    private const int Usually = 7;
    private const string Operators = "!~^$";

    private readonly ILookup<string, IReadOnlyList<string>> _filters = query.Clauses
        .SelectMany(clause => clause.Filters)
        .ToLookup(filter => filter.Field, filter => filter.Values, StringComparer.Ordinal);

    /// <summary>Every field that fits into a column.</summary>
    public string[] All()
    {
        List<string> columns = ["id", .. query.Fields.Where(field => field.Type != TicketFieldType.TextArea).Select(field => field.Name)];
        foreach (var late in new[] { "reporter", "keywords", "cc" })
        {
            if (columns.Remove(late))
                columns.Add(late);
        }

        return [.. columns.OrderBy(column => column switch
        {
            "id" => 1,
            "summary" => 2,
            _ => _filters.Contains(column) ? 3 : 4,
        })];
    }

    /// <summary>The first few that tell something: not those that are the same for every ticket found.</summary>
    public string[] Usual()
    {
        var columns = All().ToList();
        foreach (var filters in _filters.OrderBy(filters => filters.Key, StringComparer.Ordinal))
        {
            var field = filters.Key;
            if (field is "id" || !columns.Contains(field))
                continue;
            if (filters.All(values => IsOneValue(field, values)))
                columns.Remove(field);
            if (field is "status" && !filters.Any(values => values.Contains("closed", StringComparer.Ordinal)))
                columns.Remove("resolution");
        }

        if (query.Group is { } group)
            columns.Remove(group);
        if (columns.Count > Usually)
            columns.RemoveRange(Usually, columns.Count - Usually);
        if (!columns.Contains(query.Order) && !string.Equals(query.Order, query.Group, StringComparison.Ordinal))
            columns[^1] = query.Order;
        return [.. columns];
    }

    private bool IsOneValue(string field, IReadOnlyList<string> values) =>
        values is [{ Length: > 0 } value]
        && !Operators.Contains(value[0], StringComparison.Ordinal)
        && query.Find(field)?.Type != TicketFieldType.Time;
}
