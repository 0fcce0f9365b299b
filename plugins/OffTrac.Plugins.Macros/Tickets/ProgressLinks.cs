using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Addresses of the tickets behind a bar and its intervals.</summary>
/// <param name="queries">The macro's query with what groups of statuses add to it, by that addition.</param>
internal sealed class ProgressLinks(IReadOnlyDictionary<string, PreparedTicketQuery> queries)
{
    /// <summary>What a group of statuses adds to the query, as text.</summary>
    public static string MoreOf(MilestoneGroup group) => string.Concat(
        group.QueryArguments.Where(static argument => argument.Key is not ("group" or "status")).Select(static argument => $"&{argument.Key}={argument.Value}"));

    /// <param name="value">Value of the field that the query is grouped by; null when it isn't.</param>
    /// <param name="context">What links start with.</param>
    public string All(string? value, WikiContext context) => context.BaseHref + Narrow(queries[""], value).Path();

    public IReadOnlyList<string> Intervals(TicketStatistics statistics, string? value, WikiContext context) =>
    [
        .. statistics.Intervals.Select(interval =>
        {
            var narrowed = Narrow(queries[MoreOf(interval.Group)], value) with
            {
                Group = interval.Group.QueryArguments.FirstOrDefault(static argument => argument.Key == "group").Value,
            };
            var statuses = interval.Statuses.Count == 0 ? narrowed.Clauses : QueryClauses.Set(Some(narrowed.Clauses), "status", interval.Statuses);
            return context.BaseHref + (narrowed with { Clauses = statuses }).Path();
        }),
    ];

    private static PreparedTicketQuery Narrow(PreparedTicketQuery query, string? value) => query.Group is not { } field || value is null
        ? query
        : query with { Clauses = QueryClauses.Set(Some(query.Clauses), field, [value]), Group = null, IsGroupDescending = false };

    /// <summary>No clause is narrowed as one without filters.</summary>
    private static IReadOnlyList<TicketQueryClause> Some(IReadOnlyList<TicketQueryClause> clauses) =>
        clauses.Count > 0 ? clauses : [new TicketQueryClause()];
}
