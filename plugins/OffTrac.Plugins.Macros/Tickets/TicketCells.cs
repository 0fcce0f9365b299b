using System.Globalization;
using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Tickets;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Tickets;

/// <summary>Writes values of tickets into the cells of a table.</summary>
internal sealed class TicketCells(
    IAuthors authors, IWikiRenderer renderer, IExtensionPoint<IWikiLinkResolver> resolvers, IEnvironmentConfiguration configuration, TimeProvider time)
{
    /// <summary>Links to the milestones of tickets: one look-up for all.</summary>
    public async ValueTask<IReadOnlyDictionary<string, WikiLink>> FindMilestonesAsync(
        IEnumerable<TicketQueryRow> tickets, WikiContext context, CancellationToken cancellation)
    {
        string[] names = [.. tickets.Select(static ticket => ticket["milestone"]).Where(static name => name.Length > 0).Distinct(StringComparer.Ordinal)];
        if (names.Length == 0)
            return new Dictionary<string, WikiLink>(StringComparer.Ordinal);
        IReadOnlyList<WikiLinkTarget> targets =
        [
            .. names.Select(static name => new WikiLinkTarget
            {
                Namespace = "milestone", Target = name, Label = name, Source = name, Syntax = WikiLinkSyntax.Bracketed, HasLabel = true,
            }),
        ];
        var answers = await resolvers.AskAllAsync(
            (targets, context),
            static async (resolver, links, cancellation) => resolver.Namespaces.Contains("milestone")
                ? await resolver.ResolveAsync(links.targets, links.context, cancellation).ConfigureAwait(false)
                : null,
            cancellation).ConfigureAwait(false);
        var resolved = answers.LastOrDefault(static answer => answer.Value is not null).Value;
        return names.Select((name, i) => KeyValuePair.Create(name, resolved?[i] ?? WikiLink.Text(name))).ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="ticket">The ticket.</param>
    /// <param name="field">A column but the number.</param>
    /// <param name="table">What was looked up for the table.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async ValueTask<string> ToHtmlAsync(TicketQueryRow ticket, TicketField field, TicketTableData table, CancellationToken cancellation)
    {
        var context = table.Context;
        var value = ticket[field.Name];
        var html = new HtmlWriter();
        switch (field)
        {
            case { Name: "summary" }:
                html.Element("a", value, ("href", Href.Below(context.RequestHref, "ticket", ticket["id"])), ("title", "View ticket"));
                break;
            case { Type: TicketFieldType.Time }:
                WriteTime(html, ticket.GetTime(field.Name), field.Format, table);
                break;
            case { Type: TicketFieldType.CheckBox }:
                html.Text(value == "1" ? "yes" : "no");
                break;
            case { Name: "reporter" }:
            case { Name: "owner" } when value.Length > 0:
                html.Html(await authors.ToHtmlAsync(value, context.User, resource: null, cancellation).ConfigureAwait(false));
                break;
            case { Name: "cc" }:
                html.Text(await FormatCopiesAsync(value, ticket.Id, context, cancellation).ConfigureAwait(false));
                break;
            case { Name: "milestone" } when table.Milestones.TryGetValue(value, out var link):
                WriteLink(html, link);
                break;
            case { Type: TicketFieldType.Text, Format: "wiki" }:
                html.Html(await renderer.ToOneLinerAsync(value, On(ticket, context), cancellation).ConfigureAwait(false));
                break;
            case { Type: TicketFieldType.TextArea }:
                await WriteTextAsync(html, ticket, field, context, cancellation).ConfigureAwait(false);
                break;
            default:
                html.Text(value);
                break;
        }

        return html.ToString();
    }

    /// <summary>Text of many lines: wiki text where the field holds that.</summary>
    public async ValueTask WriteTextAsync(
        HtmlWriter html, TicketQueryRow ticket, TicketField field, WikiContext context, CancellationToken cancellation)
    {
        if (field.Format == "wiki")
        {
            html.Html(await renderer.ToHtmlAsync(ticket[field.Name], On(ticket, context), cancellation).ConfigureAwait(false));
            return;
        }

        var isFirst = true;
        var text = ticket[field.Name].ReplaceLineEndings("\n");
        foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            if (!isFirst)
                html.Open("br").Text("\n");
            isFirst = false;
            html.Text(line).Text("\n");
        }
    }

    private static WikiContext On(TicketQueryRow ticket, WikiContext context) => context with { Resource = Resource.Ticket(ticket.Id) };

    private static void WriteLink(HtmlWriter html, WikiLink link)
    {
        if (link.Element == WikiLinkElement.Anchor)
            html.Element("a", link.Label, ("class", link.CssClass), ("href", link.Href), ("title", link.Title), ("rel", link.Rel));
        else
            html.Text(link.Label);
    }

    private async ValueTask<string> FormatCopiesAsync(string value, int ticket, WikiContext context, CancellationToken cancellation)
    {
        List<string> names = [];
        foreach (var name in value.Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            names.Add(await authors.FormatAsync(name, context.User, Resource.Ticket(ticket), cancellation).ConfigureAwait(false));
        return string.Join(", ", names);
    }

    private void WriteTime(HtmlWriter html, DateTimeOffset? value, string? format, TicketTableData table)
    {
        if (value is not { } date)
            return;
        var now = time.GetUtcNow();
        var age = Ages.Between(date, now);
        var absolute = format == "date" ? table.Times.FormatDate(date) : table.Times.FormatDateTime(date);
        format = string.IsNullOrEmpty(format) ? configuration.Get("trac", "default_dateinfo_format") ?? "relative" : format;
        if (format == "relative")
            html.Element("span", age, ("title", absolute));
        else
            html.Element("span", absolute, ("title", date > now ? "in " + age : age + " ago"));
    }
}
