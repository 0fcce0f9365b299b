using System.Data.Common;
using System.Globalization;
using OffTrac.Core.Resources;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>Finds tickets by what they say, by one of their comments or custom fields, by number, and by their attachments.</summary>
[Component("trac.ticket.web_ui.TicketModule")]
public sealed class TicketSearch(IDatabase database, IPermissions permissions, AttachmentSearch attachments) : ISearchSource
{
    private const string Filter = "ticket";

    public async ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation) =>
        await permissions.CheckAsync("TICKET_VIEW", user, resource: null, cancellation).ConfigureAwait(false)
            ? [new SearchFilter { Name = Filter, Label = "Tickets" }]
            : [];

    public async ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation)
    {
        if (!request.Filters.Contains(Filter, StringComparer.Ordinal))
            return [];
        var found = await database.ReadAsync(request.Terms, ReadAsync, cancellation).ConfigureAwait(false);
        return
        [
            .. await Found.VisibleAsync(found, "TICKET_VIEW", request.User, permissions, cancellation).ConfigureAwait(false),
            .. await attachments.FindAsync("ticket", request, cancellation).ConfigureAwait(false),
        ];
    }

    private async ValueTask<IReadOnlyList<Found>> ReadAsync(
        IDatabaseSession session, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        var condition = new SearchCondition(database, terms);
        return await session.ReadAsync(
            $"""
             SELECT id, summary, description, reporter, type, time, status, resolution FROM ticket
             WHERE id IN (
                SELECT id FROM ticket
                WHERE {condition.On("summary", "keywords", "description", "reporter", "cc", "CAST(id AS text)")}
                UNION SELECT ticket FROM ticket_change WHERE field = 'comment' AND {condition.On("newvalue")}
                UNION SELECT ticket FROM ticket_custom WHERE {condition.On("value")})
             ORDER BY id
             """,
            condition.Parameters,
            row => FoundIn(row, terms),
            cancellation).ConfigureAwait(false);
    }

    private static Found FoundIn(DbDataReader row, IReadOnlyList<string> terms)
    {
        var ticket = Resource.Ticket(row.GetInt32(0));
        var status = row.Text(6);
        var summary = TicketSummary.Of(row.Text(1) ?? "", status, row.Text(7), row.Text(4));
        return new Found(ticket, new SearchResult
        {
            Path = ResourcePath.Of("ticket", ticket.Id!),
            Title = string.Create(CultureInfo.InvariantCulture, $"#{ticket.Id}: {summary}"),
            TitleHtml = TitleHtml(ticket.Id!, status, summary),
            Time = row.Time(5),
            Author = row.Text(3),
            Excerpt = SearchExcerpt.Of(row.Text(2), terms),
        });
    }

    private static string TitleHtml(string id, string? status, string summary)
    {
        var style = string.IsNullOrEmpty(status) ? "" : $" class=\"{HtmlText.EscapeAttribute(status)}\"";
        return $"<span{style}>#{id}</span>: {HtmlText.Escape(summary)}";
    }
}
