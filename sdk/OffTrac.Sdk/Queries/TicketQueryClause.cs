namespace OffTrac.Sdk.Queries;

/// <summary>Filters that a ticket must all pass.</summary>
public sealed record TicketQueryClause
{
    /// <summary>The filters, one a field, in the order in which they were written.</summary>
    public IReadOnlyList<TicketQueryFilter> Filters { get; init; } = [];

    /// <summary>This clause with values added to the filter of a field, which comes into being at need.</summary>
    /// <param name="field">Name of the field.</param>
    /// <param name="values">Values, each with its operator before it.</param>
    public TicketQueryClause With(string field, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(values);
        List<TicketQueryFilter> filters = [.. Filters];
        var index = filters.FindIndex(filter => string.Equals(filter.Field, field, StringComparison.Ordinal));
        if (index < 0)
            filters.Add(new TicketQueryFilter { Field = field, Values = [.. values] });
        else
            filters[index] = filters[index] with { Values = [.. filters[index].Values, .. values] };
        return new TicketQueryClause { Filters = filters };
    }
}
