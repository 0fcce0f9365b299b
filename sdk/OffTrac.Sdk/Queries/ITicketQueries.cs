namespace OffTrac.Sdk.Queries;

/// <summary>
/// Finds tickets by TracQuery. Stands for Trac's <c>Query</c>. Nothing here asks for permissions: a caller leaves out the rows whose
/// ticket the user may not see, after counting and paging, as Trac does.
/// </summary>
public interface ITicketQueries
{
    /// <summary>Reads the query language: <c>status!=closed&amp;owner=joe|marit&amp;order=priority</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="TicketQueryException">A filter has no <c>=</c> or no field.</exception>
    TicketQuery Parse(string text);

    /// <summary>
    /// Reads the arguments of an address below <c>/query</c>, where every argument that has the name of a field is a filter: also the form of
    /// Trac's query page, <c>0_owner=joe&amp;0_owner_mode=~</c>.
    /// </summary>
    /// <param name="arguments">Names and values, decoded, in their order; a name may come repeatedly.</param>
    /// <param name="cancellation">Ends the wait.</param>
    ValueTask<TicketQuery> FromArgumentsAsync(IReadOnlyList<KeyValuePair<string, string>> arguments, CancellationToken cancellation);

    /// <summary>
    /// Sets a query beside the environment's fields and options: filters on fields that don't exist are dropped, columns chosen. Reads no ticket.
    /// </summary>
    /// <param name="query">What to find.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="TicketQueryException"><c>max</c> or <c>page</c> is no allowed number.</exception>
    ValueTask<PreparedTicketQuery> PrepareAsync(TicketQuery query, CancellationToken cancellation);

    /// <summary>Finds one page of tickets and the number of all that match.</summary>
    /// <param name="request">What to find for whom.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TicketQueryException">A value is unusable, the page is beyond the last, or the engine refuses the comparison.</exception>
    ValueTask<TicketQueryResult> RunAsync(TicketQueryRequest request, CancellationToken cancellation);

    /// <summary>
    /// Only the numbers of the tickets, exactly as Trac's <c>execute</c> gives them: of a grouped query that has further pages, the ticket after
    /// the page comes last, and a stored time that can't be read is an error.
    /// </summary>
    /// <param name="request">What to find for whom.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TicketQueryException">A value is unusable, the page is beyond the last, or the engine refuses the comparison.</exception>
    ValueTask<IReadOnlyList<int>> ListAsync(TicketQueryRequest request, CancellationToken cancellation);

    /// <summary>How many tickets match, whatever the page.</summary>
    /// <param name="request">What to count for whom.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TicketQueryException">A value is unusable, or the engine refuses the comparison.</exception>
    ValueTask<int> CountAsync(TicketQueryRequest request, CancellationToken cancellation);

    /// <summary>
    /// The same tickets as <see cref="ListAsync"/>, one after another, for exports without a limit: no connection stays lent between two rows,
    /// and only numbers of tickets are kept in memory. A ticket deleted meanwhile is left out.
    /// </summary>
    /// <param name="request">What to find for whom.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TicketQueryException">A value is unusable, the page is beyond the last, or the engine refuses the comparison.</exception>
    IAsyncEnumerable<TicketQueryRow> StreamAsync(TicketQueryRequest request, CancellationToken cancellation);

    /// <summary>Reads, prepares and runs a text of the query language.</summary>
    /// <param name="text">The text.</param>
    /// <param name="user">Whom <c>$USER</c> means; null leaves it as it stands.</param>
    /// <param name="cancellation">Ends the statement that runs.</param>
    /// <exception cref="TicketQueryException">The query can't be read or run.</exception>
    async ValueTask<TicketQueryResult> RunAsync(string text, string? user, CancellationToken cancellation)
    {
        var prepared = await PrepareAsync(Parse(text), cancellation).ConfigureAwait(false);
        return await RunAsync(new TicketQueryRequest { Query = prepared, User = user }, cancellation).ConfigureAwait(false);
    }
}
