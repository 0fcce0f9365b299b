using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Writes tickets as a bar of what is done, or a bar for each value of a field.</summary>
internal sealed class TicketProgress(
    ITicketQueries queries, ITicketWorkflow workflow, IAuthors authors, IEnvironmentConfiguration configuration)
{
    /// <param name="text">The query as text.</param>
    /// <param name="query">The same, prepared.</param>
    /// <param name="tickets">What it found.</param>
    /// <param name="context">Who reads.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<string> WriteAsync(
        string text, PreparedTicketQuery query, IReadOnlyList<TicketQueryRow> tickets, WikiContext context, CancellationToken cancellation)
    {
        var groups = MilestoneGroup.Read(configuration);
        var statuses = await workflow.GetStatusesAsync(cancellation).ConfigureAwait(false);
        var links = await LinksAsync(text, groups, cancellation).ConfigureAwait(false);
        var html = new HtmlWriter();
        if (query.Group is null)
        {
            html.Open("div", ("class", "trac-progress"));
            var statistics = TicketStatistics.Of(tickets, statuses, groups);
            new ProgressBar
            {
                Statistics = statistics,
                IntervalHrefs = links.Intervals(statistics, value: null, context),
                LegendHref = links.All(value: null, context),
            }.Write(html);
            return html.Close("div").ToString();
        }

        var bars = GroupValues(query, tickets)
            .Select(value => (Value: value, Tickets: tickets.Where(ticket => ticket[query.Group] == value).ToList()))
            .Where(static bar => bar.Tickets.Count > 0)
            .Select(bar => (bar.Value, Statistics: TicketStatistics.Of(bar.Tickets, statuses, groups)))
            .ToList();
        if (query.IsGroupDescending)
            bars.Reverse();
        html.Open("div", ("class", "trac-groupprogress")).Text("\n").Open("table").Text("\n");
        var most = bars.Count == 0 ? 0 : bars.Max(static bar => bar.Statistics.Count);
        foreach (var (value, statistics) in bars)
            await WriteBarAsync(html, query.Group, value, statistics, most, links, context, cancellation).ConfigureAwait(false);
        return html.Close("table").Text("\n").Close("div").ToString();
    }

    private async ValueTask WriteBarAsync(
        HtmlWriter html, string field, string value, TicketStatistics statistics, int most, ProgressLinks links, WikiContext context, CancellationToken cancellation)
    {
        var href = links.All(value, context);
        var isPerson = value.Length > 0 && field is "owner" or "reporter";
        var person = isPerson ? await authors.ToHtmlAsync(value, context.User, resource: null, cancellation).ConfigureAwait(false) : "";
        // A query by an address that the reader may not see would show it.
        var isHidden = isPerson && (await authors.FormatAsync(value, context.User, resource: null, cancellation).ConfigureAwait(false)).Contains('\u2026', StringComparison.Ordinal);
        html.Open("tr").Text("\n").Open("th", ("scope", "row")).Text("\n");
        if (value.Length == 0)
            html.Open("i").Element("a", "(none)", ("href", href)).Close("i");
        else if (isHidden)
            html.Html(person);
        else if (isPerson)
            html.Open("a", ("href", href)).Html(person).Close("a");
        else
            html.Element("a", value, ("href", href));
        html.Text("\n").Close("th").Text("\n").Open("td").Text("\n");
        var share = most == 0 ? 1.0 : statistics.Count / (double)most * 100;
        new ProgressBar
        {
            Statistics = statistics,
            IntervalHrefs = isHidden ? null : links.Intervals(statistics, value, context),
            Percent = string.Create(CultureInfo.InvariantCulture, $"{statistics.DoneCount} / {statistics.Count}"),
            Style = string.Create(CultureInfo.InvariantCulture, $"width: {(int)(share * 0.8)}%"),
        }.Write(html);
        html.Text("\n").Close("td").Text("\n").Close("tr").Text("\n");
    }

    /// <summary>Values that get a bar, in order: the options of the field, or what the tickets have. Times and checkboxes get none, as in Trac.</summary>
    private static IEnumerable<string> GroupValues(PreparedTicketQuery query, IReadOnlyList<TicketQueryRow> tickets)
    {
        var field = query.Find(query.Group!);
        if (field is null or { Type: TicketFieldType.Time or TicketFieldType.CheckBox })
            return [];
        if (field.Options.Count > 0)
            return field.IsOptional ? field.Options.Prepend("").Distinct(StringComparer.Ordinal) : field.Options;
        return tickets.Select(ticket => ticket[field.Name]).Distinct(StringComparer.Ordinal).Order(CodePointOrder.Instance);
    }

    private async ValueTask<ProgressLinks> LinksAsync(string text, IReadOnlyList<MilestoneGroup> groups, CancellationToken cancellation)
    {
        Dictionary<string, PreparedTicketQuery> prepared = new(StringComparer.Ordinal);
        foreach (var more in groups.Select(ProgressLinks.MoreOf).Prepend("").Distinct(StringComparer.Ordinal))
            prepared[more] = await queries.PrepareAsync(queries.Parse(text + more), cancellation).ConfigureAwait(false);
        return new ProgressLinks(prepared);
    }
}
