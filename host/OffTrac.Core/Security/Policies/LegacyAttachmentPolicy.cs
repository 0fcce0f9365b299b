using Dapper;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Policies;

/// <summary>
/// Decides on attachments by what one may do with the ticket, page or milestone that they belong to; of other things plugins decide.
/// </summary>
[Component("trac.attachment.LegacyAttachmentPolicy")]
public sealed class LegacyAttachmentPolicy(IDatabase database, IExtensionPoint<ILegacyAttachmentPolicyDelegate> delegates) : IPermissionPolicy
{
    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation)
    {
        if (resource is not { Realm: "attachment", Parent: { } parent }
            || action is not ("ATTACHMENT_CREATE" or "ATTACHMENT_VIEW" or "ATTACHMENT_DELETE"))
        {
            return PermissionDecision.Undecided;
        }

        if (action == "ATTACHMENT_DELETE" && await IsOwnAsync(user, resource, parent, cancellation).ConfigureAwait(false))
            return PermissionDecision.Granted;
        if (ActionOnParent(action, parent.Realm) is not { } needed)
        {
            return await delegates.AskFirstAsync(
                (action, user, resource, permissions),
                static (policy, asked, token) =>
                    policy.CheckAttachmentPermissionAsync(asked.action, asked.user, asked.resource, asked.permissions, token),
                cancellation).ConfigureAwait(false);
        }

        return await permissions.CheckAsync(needed, user, parent, cancellation).ConfigureAwait(false)
            ? PermissionDecision.Granted
            : PermissionDecision.Denied;
    }

    private static string? ActionOnParent(string action, string realm) => (action, realm) switch
    {
        ("ATTACHMENT_CREATE", "ticket") => "TICKET_APPEND",
        ("ATTACHMENT_CREATE", "wiki") => "WIKI_MODIFY",
        ("ATTACHMENT_CREATE", "milestone") => "MILESTONE_MODIFY",
        ("ATTACHMENT_VIEW", "ticket") => "TICKET_VIEW",
        ("ATTACHMENT_VIEW", "wiki") => "WIKI_VIEW",
        ("ATTACHMENT_VIEW", "milestone") => "MILESTONE_VIEW",
        ("ATTACHMENT_DELETE", "ticket") => "TICKET_ADMIN",
        ("ATTACHMENT_DELETE", "wiki") => "WIKI_DELETE",
        ("ATTACHMENT_DELETE", "milestone") => "MILESTONE_DELETE",
        _ => null,
    };

    private async ValueTask<bool> IsOwnAsync(string user, Resource attachment, Resource parent, CancellationToken cancellation) =>
        user != "anonymous"
        && !string.IsNullOrEmpty(attachment.Id)
        && string.Equals(
            user,
            await database.ReadAsync((attachment, parent), ReadAuthorAsync, cancellation).ConfigureAwait(false),
            StringComparison.Ordinal);

    private static async ValueTask<string?> ReadAuthorAsync(
        IDatabaseSession session, (Resource Attachment, Resource Parent) state, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<string?>(new CommandDefinition(
            "SELECT author FROM attachment WHERE type = @realm AND id = @id AND filename = @file",
            new { realm = state.Parent.Realm, id = state.Parent.Id, file = state.Attachment.Id },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false);
}
