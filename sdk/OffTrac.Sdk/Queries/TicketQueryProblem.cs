namespace OffTrac.Sdk.Queries;

/// <summary>What is wrong with a query.</summary>
public enum TicketQueryProblem
{
    /// <summary>It can't be read. Trac's <c>QuerySyntaxError</c>.</summary>
    Syntax,

    /// <summary>A date or a list of numbers can't be read. Trac's <c>QueryValueError</c>.</summary>
    Value,

    /// <summary><c>max</c> or <c>page</c> is no allowed number, or the page is beyond the last.</summary>
    Paging,

    /// <summary>The database's engine can't compare that, such as an empty time on PostgreSQL.</summary>
    Database,
}
