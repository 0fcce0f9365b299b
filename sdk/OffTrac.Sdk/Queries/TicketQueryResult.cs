namespace OffTrac.Sdk.Queries;

/// <summary>One page of the tickets that a query found.</summary>
public sealed record TicketQueryResult
{
    /// <summary>What was asked.</summary>
    public required PreparedTicketQuery Query { get; init; }

    /// <summary>The tickets of the page in order.</summary>
    public required IReadOnlyList<TicketQueryRow> Rows { get; init; }

    /// <summary>
    /// The ticket after the page, of a query that is grouped and has further pages: whether it is of the last group tells whether that group
    /// goes on. Trac's <c>execute</c> gives it as if it were of the page.
    /// </summary>
    public TicketQueryRow? NextRow { get; init; }

    /// <summary>Number of all tickets that match, those that the user may not see included.</summary>
    public required int Total { get; init; }

    /// <summary>Number of pages, at least one.</summary>
    public int PageCount => Query.Max == 0 || Total == 0 ? 1 : (int)((Total + Query.Max - 1) / Query.Max);
}
