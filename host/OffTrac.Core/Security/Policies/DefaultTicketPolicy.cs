using System.Globalization;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Policies;

/// <summary>Lets people edit what they wrote themselves: the description of their ticket, their comments.</summary>
[Component("trac.ticket.web_ui.DefaultTicketPolicy")]
public sealed class DefaultTicketPolicy(IDatabase database) : IPermissionPolicy
{
    public ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation) => action switch
        {
            "TICKET_CHG_MILESTONE" when resource is { Realm: "milestone", Id: not null } =>
                CheckMilestoneAsync(user, resource, permissions, cancellation),
            "TICKET_EDIT_DESCRIPTION" when IsLoggedIn(user) && TicketOf(resource) is { } ticket =>
                CheckDescriptionAsync(user, resource!, ticket, permissions, cancellation),
            "TICKET_EDIT_COMMENT" when IsLoggedIn(user) && resource is { Realm: "comment", Id: not null }
                && TicketOf(resource.Parent) is { } ticket =>
                CheckCommentAsync(user, resource, ticket, permissions, cancellation),
            _ => ValueTask.FromResult(PermissionDecision.Undecided),
        };

    private static bool IsLoggedIn(string user) => user != "anonymous";

    private static int? TicketOf(Resource? resource) =>
        resource is { Realm: "ticket", Id: { } id } && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static async ValueTask<PermissionDecision> CheckMilestoneAsync(
        string user, Resource milestone, IPermissions permissions, CancellationToken cancellation)
    {
        // A plugin that declares the action wants it to be granted like any other.
        var declared = await permissions.GetDeclaredActionsAsync(cancellation).ConfigureAwait(false);
        return !declared.Contains("TICKET_CHG_MILESTONE", StringComparer.Ordinal)
            && await permissions.CheckAsync("MILESTONE_VIEW", user, milestone, cancellation).ConfigureAwait(false)
                ? PermissionDecision.Granted
                : PermissionDecision.Undecided;
    }

    private async ValueTask<PermissionDecision> CheckDescriptionAsync(
        string user, Resource resource, int ticket, IPermissions permissions, CancellationToken cancellation)
    {
        if (!await permissions.CheckAsync("TICKET_CHGPROP", user, resource, cancellation).ConfigureAwait(false)
            && !await permissions.CheckAsync("TICKET_APPEND", user, resource, cancellation).ConfigureAwait(false))
        {
            return PermissionDecision.Undecided;
        }

        return GrantedTo(user, await database.ReadAsync(ticket, TicketAuthors.ReporterAsync, cancellation).ConfigureAwait(false));
    }

    private async ValueTask<PermissionDecision> CheckCommentAsync(
        string user, Resource comment, int ticket, IPermissions permissions, CancellationToken cancellation)
    {
        if (!await permissions.CheckAsync("TICKET_APPEND", user, comment.Parent, cancellation).ConfigureAwait(false))
            return PermissionDecision.Undecided;
        return GrantedTo(user, await database.ReadAsync(
            (ticket, comment.Id!),
            static (session, state, token) => TicketAuthors.OfCommentAsync(session, state.ticket, state.Item2, token),
            cancellation).ConfigureAwait(false));
    }

    private static PermissionDecision GrantedTo(string user, string? author) =>
        string.Equals(user, author, StringComparison.Ordinal) ? PermissionDecision.Granted : PermissionDecision.Undecided;
}
