using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Writes tickets as a list of numbers and summaries, or of numbers alone.</summary>
internal sealed class TicketList(PreparedTicketQuery query, WikiContext context)
{
    public string Write(IReadOnlyList<TicketQueryRow> tickets, bool isCompact)
    {
        var html = new HtmlWriter();
        if (tickets.Count == 0)
            return html.Element("span", "No results", ("class", "query_no_results")).ToString();
        if (isCompact && query.Group is null)
            WriteNumbers(html, tickets);
        else if (isCompact)
            WriteGroupedNumbers(html, tickets);
        else
            WriteList(html, tickets);
        return html.ToString();
    }

    private void WriteNumbers(HtmlWriter html, IReadOnlyList<TicketQueryRow> tickets)
    {
        html.Open("span");
        for (var i = 0; i < tickets.Count; i++)
        {
            if (i > 0)
                html.Text(", ");
            WriteNumber(html, tickets[i]);
        }

        html.Close("span");
    }

    private void WriteGroupedNumbers(HtmlWriter html, IReadOnlyList<TicketQueryRow> tickets)
    {
        var isFirst = true;
        foreach (var (value, group) in Groups(tickets))
        {
            if (!isFirst)
                html.Text(", ");
            isFirst = false;
            // Lines break between the numbers, at blanks of no width.
            var numbers = string.Join(",\u200b", group.Select(static ticket => ticket.Id.ToString(CultureInfo.InvariantCulture)));
            html.Text(value).Text(" ");
            WriteGroupLink(html, value, "#" + numbers);
        }
    }

    private void WriteList(HtmlWriter html, IReadOnlyList<TicketQueryRow> tickets)
    {
        html.Open("div");
        if (query.Group is null)
        {
            WriteEntries(html, tickets);
        }
        else
        {
            foreach (var (value, group) in Groups(tickets))
            {
                html.Open("p");
                WriteGroupLink(html, value, value);
                html.Text($" {query.Group} tickets:").Close("p");
                WriteEntries(html, group);
            }
        }

        html.Close("div");
    }

    private void WriteEntries(HtmlWriter html, IEnumerable<TicketQueryRow> tickets)
    {
        html.Open("dl", ("class", "wiki compact"));
        foreach (var ticket in tickets)
        {
            html.Open("dt");
            WriteNumber(html, ticket);
            html.Close("dt").Element("dd", ticket["summary"]);
        }

        html.Close("dl");
    }

    private void WriteNumber(HtmlWriter html, TicketQueryRow ticket) => html.Element(
        "a",
        "#" + ticket["id"],
        ("class", ticket["status"]),
        ("href", Href.Below(context.RequestHref, "ticket", ticket["id"])),
        ("title", ShortLine.Of(ticket["summary"])));

    private void WriteGroupLink(HtmlWriter html, string? value, string? label)
    {
        var ungrouped = query with { Group = null, IsGroupDescending = false };
        var group = ungrouped with { Clauses = QueryClauses.Set(query.Clauses, query.Group!, value is null ? [] : [value]) };
        html.Element(
            "a",
            label,
            ("class", "query"),
            ("href", context.BaseHref + group.Path()),
            ("title", $"{value ?? "None"} {query.Group} tickets matching query:?{Spread(ungrouped.Path())}"));
    }

    /// <summary>The arguments of a query's address but the order, each on a line of its own.</summary>
    private static string Spread(string path)
    {
        var arguments = path[(path.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&');
        return string.Join("\n&\n", arguments.Where(static argument => !argument.StartsWith("order=", StringComparison.Ordinal)));
    }

    private IEnumerable<(string? Value, List<TicketQueryRow> Tickets)> Groups(IReadOnlyList<TicketQueryRow> tickets)
    {
        for (var i = 0; i < tickets.Count;)
        {
            var value = TicketGroups.ValueOf(tickets[i], query);
            List<TicketQueryRow> group = [];
            while (i < tickets.Count && TicketGroups.ValueOf(tickets[i], query) == value)
                group.Add(tickets[i++]);
            yield return (value, group);
        }
    }
}
