using OffTrac.Sdk.Queries;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Narrows clauses of a query.</summary>
internal static class QueryClauses
{
    /// <summary>All clauses with these values, and no others, for a field; without values the field is not filtered.</summary>
    public static IReadOnlyList<TicketQueryClause> Set(IReadOnlyList<TicketQueryClause> clauses, string field, IReadOnlyList<string> values) =>
        [.. clauses.Select(clause => Set(clause, field, values))];

    private static TicketQueryClause Set(TicketQueryClause clause, string field, IReadOnlyList<string> values)
    {
        var others = clause.Filters.Where(filter => filter.Field != field);
        return new TicketQueryClause
        {
            Filters = values.Count == 0 ? [.. others] : [.. others, new TicketQueryFilter { Field = field, Values = values }],
        };
    }
}
