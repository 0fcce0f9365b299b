namespace OffTrac.Sdk.Queries;

/// <summary>A query as somebody wrote it, not yet checked against the fields of an environment.</summary>
public sealed record TicketQuery
{
    /// <summary>A ticket matches when one of the clauses does; no clause matches every ticket.</summary>
    public IReadOnlyList<TicketQueryClause> Clauses { get; init; } = [];

    /// <summary>Fields asked for as columns; empty for the usual ones.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Fields asked for in a row of their own below each ticket.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Field to order by; null or unknown for priority.</summary>
    public string? Order { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Field to group by; null or unknown for none.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the order of the groups is turned round.</summary>
    public bool IsGroupDescending { get; init; }

    /// <summary>Whether descriptions are shown: an older word for a row <c>description</c>.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Tickets a page as text; <c>0</c>, empty or <c>none</c> for all; null for what the ini says.</summary>
    public string? Max { get; init; }

    /// <summary>Number of the page as text; null or empty for the first.</summary>
    public string? Page { get; init; }

    /// <summary>Number of the report that this query is saved as, or null.</summary>
    public string? Report { get; init; }

    /// <summary>Key of the export that is asked for, such as <c>csv</c>, or null.</summary>
    public string? Format { get; init; }
}
