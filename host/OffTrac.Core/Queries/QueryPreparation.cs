using OffTrac.Core.Configuration;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Tickets;

namespace OffTrac.Core.Queries;

/// <summary>Sets a query beside the environment's fields, as the constructor of Trac's <c>Query</c> does.</summary>
internal static class QueryPreparation
{
    private const long ItemsPerPage = 100;

    /// <exception cref="TicketQueryException"><c>max</c> or <c>page</c> is no allowed number.</exception>
    public static PreparedTicketQuery Prepare(TicketQuery query, IReadOnlyList<TicketField> fields, IEnvironmentConfiguration configuration)
    {
        var names = fields.Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var page = Page(query.Page);
        var defaultMax = configuration.GetInt("query", "items_per_page", ItemsPerPage);
        var max = Max(query.Max, defaultMax);
        var clauses = query.Clauses.Select(clause => Known(clause, names)).ToArray();
        var order = FieldSynonyms.Resolve(query.Order ?? "");
        var prepared = new PreparedTicketQuery
        {
            Clauses = clauses,
            Columns = [.. query.Columns.Where(column => column is "id" || names.Contains(column))],
            Rows = [.. Rows(query).Where(names.Contains)],
            Order = order is "id" || names.Contains(order) ? order : "priority",
            IsDescending = query.IsDescending,
            Group = query.Group is { } group && names.Contains(group) ? group : null,
            IsGroupDescending = query.IsGroupDescending,
            Max = max,
            DefaultMax = defaultMax,
            Page = page,
            Report = query.Report,
            Format = query.Format,
            Fields = fields,
        };
        var columns = new QueryColumns(prepared);
        var usual = columns.Usual();
        string[] chosen = prepared.Columns.Count == 0 ? usual
            : prepared.Columns.Contains("id", StringComparer.Ordinal) ? [.. prepared.Columns]
            : ["id", .. prepared.Columns];
        return prepared with
        {
            AllColumns = columns.All(),
            Columns = chosen,
            HasDefaultColumns = chosen.AsSpan().SequenceEqual(usual),
        };
    }

    private static TicketQueryClause Known(TicketQueryClause clause, HashSet<string> names) => new()
    {
        Filters = [.. clause.Filters.Where(filter => filter.Field is "id" || names.Contains(filter.Field))],
    };

    private static IEnumerable<string> Rows(TicketQuery query) =>
        query.IsVerbose && !query.Rows.Contains("description", StringComparer.Ordinal) ? query.Rows.Append("description") : query.Rows;

    private static long Page(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return 1;
        return PythonInteger.TryParse(text, out var page) && page >= 1
            ? page
            : throw new TicketQueryException(TicketQueryProblem.Paging, $"Query page {text} is invalid.");
    }

    private static long Max(string? text, long usual)
    {
        var max = 0L;
        if (text is null)
            max = usual;
        else if (text is not ("none" or "") && !PythonInteger.TryParse(text, out max))
            max = -1;
        return max >= 0
            ? max
            : throw new TicketQueryException(TicketQueryProblem.Paging, $"Query max {text ?? usual.ToString(System.Globalization.CultureInfo.InvariantCulture)} is invalid.");
    }
}
