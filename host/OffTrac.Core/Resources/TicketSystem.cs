using System.Globalization;
using Dapper;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Resources;

/// <summary>Speaks for tickets, links to them, and declares who may do what with them.</summary>
[Component("trac.ticket.api.TicketSystem")]
public sealed class TicketSystem(IDatabase database, TicketLinks links) : IResourceManager, IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_realms = ["ticket"];
    private static readonly string[] s_namespaces = ["bug", "issue", "ticket", TicketLinks.CommentNamespace];

    public IReadOnlyList<string> Realms => s_realms;

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
    [
        "TICKET_APPEND", "TICKET_CREATE", "TICKET_CHGPROP", "TICKET_VIEW", "TICKET_EDIT_CC", "TICKET_EDIT_DESCRIPTION",
        "TICKET_EDIT_COMMENT",
        new PermissionAction { Name = "TICKET_MODIFY", Includes = ["TICKET_APPEND", "TICKET_CHGPROP"] },
        new PermissionAction
        {
            Name = "TICKET_ADMIN",
            Includes =
            [
                "TICKET_CREATE", "TICKET_MODIFY", "TICKET_VIEW", "TICKET_EDIT_CC", "TICKET_EDIT_DESCRIPTION", "TICKET_EDIT_COMMENT",
            ],
        },
    ];

    public async ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) => format switch
    {
        ResourceFormat.Compact => $"#{resource.Id}",
        ResourceFormat.Summary when NumberOf(resource) is { } number =>
            await database.ReadAsync(number, ReadSummaryAsync, cancellation).ConfigureAwait(false) ?? $"Ticket #{resource.Id}",
        _ => $"Ticket #{resource.Id}",
    };

    public async ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        NumberOf(resource) is { } number
        && await database.ReadAsync((number, resource.Version), ReadExistsAsync, cancellation).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        links.ResolveAsync(targets, context, cancellation);

    private static int? NumberOf(Resource resource) =>
        int.TryParse(resource.Id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static async ValueTask<bool> ReadExistsAsync(
        IDatabaseSession session, (int Number, int? Version) ticket, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<long>(new CommandDefinition(
            ticket.Version is null
                ? "SELECT COUNT(*) FROM ticket WHERE id = @Number"
                : """
                    SELECT COUNT(*) FROM ticket WHERE id = @Number
                    AND (SELECT COUNT(DISTINCT time) FROM ticket_change WHERE ticket = @Number) >= @Version
                    """,
            new { ticket.Number, ticket.Version },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) > 0;

    private static async ValueTask<string?> ReadSummaryAsync(IDatabaseSession session, int number, CancellationToken cancellation)
    {
        var (summary, status, resolution, type) =
            await session.Connection.QuerySingleOrDefaultAsync<(string? Summary, string? Status, string? Resolution, string? Type)>(
                new CommandDefinition(
                    "SELECT COALESCE(summary, ''), status, resolution, type FROM ticket WHERE id = @number",
                    new { number },
                    session.Transaction,
                    cancellationToken: cancellation)).ConfigureAwait(false);
        return summary is null ? null : TicketSummary.Of(summary, status, resolution, type);
    }
}
