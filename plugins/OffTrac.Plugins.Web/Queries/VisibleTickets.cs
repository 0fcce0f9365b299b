using OffTrac.Sdk.Queries;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Web;

namespace OffTrac.Plugins.Web.Queries;

/// <summary>Leaves out tickets that the user may not see.</summary>
internal static class VisibleTickets
{
    public static async ValueTask<List<TicketQueryRow>> VisibleAsync(
        this IPermissions permissions, IReadOnlyList<TicketQueryRow> rows, WebRequest request, CancellationToken cancellation)
    {
        Resource[] tickets = [.. rows.Select(row => Resource.Ticket(row.Id))];
        var allowed = await permissions.CheckManyAsync("TICKET_VIEW", request.User, tickets, cancellation).ConfigureAwait(false);
        return [.. rows.Where((_, index) => allowed[index])];
    }
}
