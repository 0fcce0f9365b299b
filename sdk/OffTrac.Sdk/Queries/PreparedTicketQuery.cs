using OffTrac.Sdk.Tickets;

namespace OffTrac.Sdk.Queries;

/// <summary>A query set beside the fields of an environment.</summary>
public sealed record PreparedTicketQuery
{
    /// <summary>The clauses without filters on fields that don't exist; a clause may be left empty and matches nothing then.</summary>
    public required IReadOnlyList<TicketQueryClause> Clauses { get; init; }

    /// <summary>Columns to show, <c>id</c> always among them.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Whether the columns are those that nobody asked for.</summary>
    public bool HasDefaultColumns { get; init; }

    /// <summary>All fields that can be columns: <c>id</c>, <c>summary</c>, the filtered ones, the others.</summary>
    public IReadOnlyList<string> AllColumns { get; init; } = [];

    /// <summary>Fields to show in a row of their own.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>Field or <c>id</c> to order by.</summary>
    public required string Order { get; init; }

    /// <summary>Whether the order is turned round.</summary>
    public bool IsDescending { get; init; }

    /// <summary>Field to group by, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the order of the groups is turned round.</summary>
    public bool IsGroupDescending { get; init; }

    /// <summary>Tickets a page; 0 for all.</summary>
    public long Max { get; init; }

    /// <summary>Tickets a page by <c>[query] items_per_page</c>.</summary>
    public long DefaultMax { get; init; }

    /// <summary>Number of the page, from 1.</summary>
    public long Page { get; init; } = 1;

    /// <summary>Number of the report that this query is saved as, or null.</summary>
    public string? Report { get; init; }

    /// <summary>Key of the export that is asked for, or null.</summary>
    public string? Format { get; init; }

    /// <summary>The environment's fields.</summary>
    public required IReadOnlyList<TicketField> Fields { get; init; }

    /// <summary>Trac's heading of a column.</summary>
    /// <param name="column">Name of a field, or <c>id</c>.</param>
    public string Label(string column) =>
        column is "id" ? "Ticket" : Find(column)?.Label ?? column;

    /// <summary>A field by name, or null.</summary>
    /// <param name="name">Its name.</param>
    public TicketField? Find(string name) => Fields.FirstOrDefault(field => string.Equals(field.Name, name, StringComparison.Ordinal));

    /// <summary>
    /// The canonical path of this query below the environment's root, percent-encoded: <c>/query?</c>, filters by field with <c>or</c> between
    /// the clauses, then what differs from the defaults.
    /// </summary>
    /// <param name="link">In what the link differs; null for this very query.</param>
    public string Path(TicketQueryLink? link = null) => TicketQueryPath.Write(this, link ?? new TicketQueryLink());
}
