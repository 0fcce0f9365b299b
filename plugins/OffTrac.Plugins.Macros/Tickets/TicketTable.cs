using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Writes tickets as the table of Trac's query page, without its controls.</summary>
internal sealed class TicketTable(ITicketEnumStore enums, IPermissions permissions, IAuthors authors, IUserTimes userTimes, TicketCells cells)
{
    private static readonly TicketField s_number = new() { Name = "id", Label = "Ticket" };

    public async ValueTask<string> WriteAsync(TicketQueryResult result, WikiContext context, CancellationToken cancellation)
    {
        var table = await PrepareAsync(result, context, cancellation).ConfigureAwait(false);
        var groups = Groups(result);
        var paging = new PageIndex(result, context);
        var html = new HtmlWriter().Text("\n\n").Open("div").Text("\n");
        paging.WriteHeading(html);
        paging.Write(html);
        html.Open("table", ("class", "listing tickets")).Text("\n");
        for (var i = 0; i < groups.Count; i++)
        {
            await WriteHeadAsync(html, result.Query, groups[i], isFirst: i == 0, context, cancellation).ConfigureAwait(false);
            await WriteBodyAsync(html, table, groups[i].Tickets, cancellation).ConfigureAwait(false);
            if (i == groups.Count - 1 && result.NextRow is { } next && TicketGroups.ValueOf(next, result.Query) == groups[i].Value)
                WriteMoreOnNextPage(html, result.Query);
            html.Close("tbody").Text("\n");
        }

        html.Close("table").Text("\n");
        paging.Write(html);
        return html.Text("\n").Close("div").ToString();
    }

    /// <summary>Tickets by their group, in the order in which the groups come first; one group without a value when the query has none.</summary>
    private static List<(string? Value, List<TicketQueryRow> Tickets)> Groups(TicketQueryResult result)
    {
        if (result.Query.Group is null || result.Rows.Count == 0)
            return [(null, [.. result.Rows])];
        return [.. result.Rows.GroupBy(ticket => TicketGroups.ValueOf(ticket, result.Query)).Select(static group => (group.Key, group.ToList()))];
    }

    private async ValueTask<TicketTableData> PrepareAsync(TicketQueryResult result, WikiContext context, CancellationToken cancellation)
    {
        var query = result.Query;
        var allowed = await permissions
            .CheckManyAsync("TICKET_VIEW", context.User, [.. result.Rows.Select(static row => Resource.Ticket(row.Id))], cancellation)
            .ConfigureAwait(false);
        var priorities = await enums.ListAsync(TicketEnumKind.Priority, cancellation).ConfigureAwait(false);
        return new TicketTableData
        {
            Columns = [.. query.Columns.Select(column => column == "id" ? s_number : query.Find(column) ?? new TicketField { Name = column })],
            Rows = [.. query.Rows.Select(row => query.Find(row) ?? new TicketField { Name = row, Label = row })],
            Visible = result.Rows.Where((_, i) => allowed[i]).Select(static row => row.Id).ToHashSet(),
            Priorities = priorities.ToDictionary(
                static priority => priority.Name, static priority => priority.Value.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal),
            Milestones = query.Columns.Contains("milestone")
                ? await cells.FindMilestonesAsync(result.Rows, context, cancellation).ConfigureAwait(false)
                : new Dictionary<string, WikiLink>(StringComparer.Ordinal),
            Times = await userTimes.GetAsync(context.User, cancellation).ConfigureAwait(false),
            Context = context,
        };
    }

    private async ValueTask WriteHeadAsync(
        HtmlWriter html, PreparedTicketQuery query, (string? Value, List<TicketQueryRow> Tickets) group, bool isFirst, WikiContext context, CancellationToken cancellation)
    {
        var heading = await GroupHeadingAsync(query, group, context, cancellation).ConfigureAwait(false);
        var element = isFirst ? "thead" : "tbody";
        if (isFirst)
            html.Open("caption", ("class", "trac-group")).Text("\n").Html(heading).Text("\n").Close("caption").Text("\n");
        html.Open(element, ("class", "trac-query-heading")).Text("\n");
        if (!isFirst && heading is not null)
        {
            html.Open("tr", ("class", "trac-group")).Text("\n").Open("td", ("class", "trac-colspan"), ("colspan", Number(query.Columns.Count))).Text("\n")
                .Html(heading).Text("\n").Close("td").Text("\n").Close("tr").Text("\n");
        }

        html.Open("tr", ("class", "trac-columns")).Text("\n");
        foreach (var column in query.Columns)
            WriteColumn(html, query, column, context);
        html.Close("tr").Text("\n\n").Close(element).Text("\n").Open("tbody", ("class", "trac-query-results")).Text("\n");
    }

    private static void WriteColumn(HtmlWriter html, PreparedTicketQuery query, string column, WikiContext context)
    {
        var isOrder = query.Order == column;
        var turned = isOrder && !query.IsDescending;
        var label = query.Label(column);
        html.Open("th", ("class", isOrder ? column + (query.IsDescending ? " desc" : " asc") : column)).Text("\n")
            .Element(
                "a",
                label,
                ("title", $"Sort by {label} {(turned ? "(descending)" : "(ascending)")}"),
                ("href", context.BaseHref + query.Path(new TicketQueryLink { Order = column, IsDescending = turned })))
            .Text("\n").Close("th").Text("\n");
    }

    private async ValueTask<string?> GroupHeadingAsync(
        PreparedTicketQuery query, (string? Value, List<TicketQueryRow> Tickets) group, WikiContext context, CancellationToken cancellation)
    {
        if (group.Value is not { } value)
            return null;
        var html = new HtmlWriter().Open("h2", ("class", "report-result")).Text($"\n{query.Label(query.Group!)}: ");
        if (query.Group is "owner" or "reporter")
            html.Html(await authors.ToHtmlAsync(value, context.User, resource: null, cancellation).ConfigureAwait(false));
        else
            html.Text(value.Length > 0 ? value : "None");
        return html.Text(" ").Open("span", ("class", "numrows"))
            .Text($"\n({Number(group.Tickets.Count)} {(group.Tickets.Count == 1 ? "match" : "matches")})\n").Close("span").Text("\n").Close("h2").ToString();
    }

    private async ValueTask WriteBodyAsync(HtmlWriter html, TicketTableData table, List<TicketQueryRow> tickets, CancellationToken cancellation)
    {
        if (tickets.Count == 0)
        {
            html.Open("tr", ("class", "even")).Text("\n")
                .Element("td", "No tickets found", ("class", "trac-colspan"), ("colspan", Number(table.Columns.Count))).Text("\n").Close("tr").Text("\n");
        }

        for (var i = 0; i < tickets.Count; i++)
        {
            if (table.Visible.Contains(tickets[i].Id))
                await WriteTicketAsync(html, table, tickets[i], isOdd: i % 2 == 0, cancellation).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteTicketAsync(HtmlWriter html, TicketTableData table, TicketQueryRow ticket, bool isOdd, CancellationToken cancellation)
    {
        html.Open("tr", ("class", $"{(isOdd ? "odd" : "even")} prio{table.Priorities.GetValueOrDefault(ticket["priority"])}")).Text("\n");
        foreach (var column in table.Columns)
        {
            html.Open("td", ("class", column.Name));
            if (column.Name == "id")
            {
                html.Element(
                    "a",
                    "#" + ticket["id"],
                    ("href", Href.Below(table.Context.RequestHref, "ticket", ticket["id"])),
                    ("title", "View ticket"),
                    ("class", ticket["status"] == "closed" ? "closed" : null));
            }
            else
            {
                html.Text("\n").Html(await cells.ToHtmlAsync(ticket, column, table, cancellation).ConfigureAwait(false)).Text("\n");
            }

            html.Close("td").Text("\n");
        }

        html.Close("tr").Text("\n");
        await WriteRowsAsync(html, table, ticket, cancellation).ConfigureAwait(false);
    }

    /// <summary>What goes below the ticket. A ticket in its own description is not shown again.</summary>
    private async ValueTask WriteRowsAsync(HtmlWriter html, TicketTableData table, TicketQueryRow ticket, CancellationToken cancellation)
    {
        if (IsWithin(table.Context.Resource, ticket))
        {
            html.Open("tr", ("class", "fullrow")).Text("\n").Open("td", ("class", "trac-colspan"), ("colspan", Number(table.Columns.Count))).Text("\n")
                .Open("p", ("class", "meta")).Element("em", "(this ticket)").Close("p").Text("\n").Close("td").Text("\n").Close("tr").Text("\n");
            return;
        }

        foreach (var row in table.Rows.Where(row => ticket[row.Name].Length > 0))
        {
            html.Open("tr", ("class", "fullrow")).Text("\n").Element("th", row.Label, ("class", "meta")).Text("\n")
                .Open("td", ("class", "trac-colspan"), ("colspan", Number(table.Columns.Count - 1))).Text("\n");
            await cells.WriteTextAsync(html, ticket, row, table.Context, cancellation).ConfigureAwait(false);
            html.Text("\n").Close("td").Text("\n").Close("tr").Text("\n");
        }
    }

    private static bool IsWithin(Resource? resource, TicketQueryRow ticket)
    {
        for (var outer = resource; outer is not null; outer = outer.Parent)
        {
            if (outer.Realm == "ticket" && outer.Id == ticket["id"])
                return true;
        }

        return false;
    }

    private static void WriteMoreOnNextPage(HtmlWriter html, PreparedTicketQuery query) =>
        html.Open("tr").Text("\n").Open("td", ("class", "trac-colspan"), ("colspan", Number(query.Columns.Count))).Text("\n")
            .Element("i", "(more results for this group on next page)").Text("\n").Close("td").Text("\n").Close("tr").Text("\n");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
