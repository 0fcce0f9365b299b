using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Shows the tickets that a query finds.</summary>
[Component("trac.ticket.query.TicketQueryMacro")]
public sealed class TicketQueryMacro(
    ITicketQueries queries,
    ITicketWorkflow workflow,
    ITicketEnumStore enums,
    IPermissions permissions,
    IAuthors authors,
    IUserTimes userTimes,
    IWikiRenderer renderer,
    IExtensionPoint<IWikiLinkResolver> resolvers,
    IEnvironmentConfiguration configuration,
    TimeProvider time) : Macro(
    "TicketQuery",
    """
    Shows the tickets that a query finds. Arguments are filters of the query language, such as `status!=closed`, `owner=joe|marit` or
    `milestone=1.0`; a backslash goes before a comma in a value, and `or` stands between alternatives. Further arguments:

     * `format=list` (the default), `compact` (numbers in a line), `count`, `rawcount` (without a link), `table`, `progress` (bars).
     * `order=field`, `desc=1`, `group=field`, `groupdesc=1`.
     * `max=n`: how many at most; all when left out.
     * `col=owner|status`, `rows=description`: what a table shows.

    {{{
    [[TicketQuery(milestone=1.0, status!=closed, format=table, group=owner)]]
    }}}
    """)
{
    private readonly TicketTable _table = new(enums, permissions, authors, userTimes, new TicketCells(authors, renderer, resolvers, configuration, time));
    private readonly TicketProgress _progress = new(queries, workflow, authors, configuration);

    public override bool IsInline(string name, string? content) => TicketQueryArguments.Parse(content).Format is "compact" or "count" or "rawcount";

    private protected override async ValueTask<string> ToHtmlAsync(WikiMacroCall call, CancellationToken cancellation)
    {
        var arguments = TicketQueryArguments.Parse(call.Content);
        var times = await userTimes.GetAsync(call.Context.User, cancellation).ConfigureAwait(false);
        TicketQueryRequest request;
        try
        {
            request = new TicketQueryRequest
            {
                Query = await queries.PrepareAsync(queries.Parse(arguments.Query), cancellation).ConfigureAwait(false),
                User = call.Context.User,
                Zone = times.Zone,
            };
            if (arguments.Format is not ("count" or "rawcount"))
                return await ShowAsync(arguments, request, call.Context, cancellation).ConfigureAwait(false);
        }
        catch (TicketQueryException problem) when (problem.Problem is TicketQueryProblem.Syntax or TicketQueryProblem.Value)
        {
            throw new WikiMacroException(problem.Message);
        }

        var count = await queries.CountAsync(request, cancellation).ConfigureAwait(false);
        return Count(arguments, request.Query, count, call.Context);
    }

    private static string Count(TicketQueryArguments arguments, PreparedTicketQuery query, int count, WikiContext context)
    {
        var number = count.ToString(CultureInfo.InvariantCulture);
        var title = $"{number} {(count == 1 ? "ticket" : "tickets")} matching {arguments.Query.Replace("&", ", ", StringComparison.Ordinal)}";
        return arguments.Format == "rawcount"
            ? new HtmlWriter().Element("span", number, ("class", "query_count"), ("title", title)).ToString()
            : new HtmlWriter().Element("a", number, ("href", context.BaseHref + query.Path()), ("title", title)).ToString();
    }

    private async ValueTask<string> ShowAsync(
        TicketQueryArguments arguments, TicketQueryRequest request, WikiContext context, CancellationToken cancellation)
    {
        var result = await queries.RunAsync(request, cancellation).ConfigureAwait(false);
        if (arguments.Format == "table")
            return await _table.WriteAsync(result, context, cancellation).ConfigureAwait(false);
        var visible = await FilterAsync(result, context.User, cancellation).ConfigureAwait(false);
        if (arguments.Format == "progress")
            return await _progress.WriteAsync(arguments.Query, result.Query, visible, context, cancellation).ConfigureAwait(false);
        return new TicketList(result.Query, context).Write(visible, isCompact: arguments.Format == "compact");
    }

    /// <summary>Tickets that the reader may see; of a grouped page also the one after it, as in Trac.</summary>
    private async ValueTask<IReadOnlyList<TicketQueryRow>> FilterAsync(TicketQueryResult result, string user, CancellationToken cancellation)
    {
        IReadOnlyList<TicketQueryRow> rows = result.NextRow is { } next ? [.. result.Rows, next] : result.Rows;
        var allowed = await permissions
            .CheckManyAsync("TICKET_VIEW", user, [.. rows.Select(static row => Resource.Ticket(row.Id))], cancellation)
            .ConfigureAwait(false);
        return [.. rows.Where((_, i) => allowed[i])];
    }
}
