using Dapper;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Security.Policies;

/// <summary>Leaves read-only pages to those with <c>WIKI_ADMIN</c>.</summary>
[Component("trac.wiki.web_ui.DefaultWikiPolicy")]
public sealed class DefaultWikiPolicy(IDatabase database) : IPermissionPolicy
{
    public async ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation)
    {
        if (resource is not { Realm: "wiki" })
            return PermissionDecision.Undecided;
        switch (action)
        {
            case "WIKI_CHANGE_READONLY":
                return await IsAdministratorAsync(user, resource, permissions, cancellation).ConfigureAwait(false)
                    ? PermissionDecision.Granted
                    : PermissionDecision.Denied;
            case "WIKI_DELETE" or "WIKI_MODIFY" or "WIKI_RENAME":
                return await IsReadOnlyAsync(resource, cancellation).ConfigureAwait(false)
                    && !await IsAdministratorAsync(user, resource, permissions, cancellation).ConfigureAwait(false)
                    ? PermissionDecision.Denied
                    : PermissionDecision.Undecided;
            default:
                return PermissionDecision.Undecided;
        }
    }

    private static ValueTask<bool> IsAdministratorAsync(
        string user, Resource page, IPermissions permissions, CancellationToken cancellation) =>
        permissions.CheckAsync("WIKI_ADMIN", user, page, cancellation);

    private async ValueTask<bool> IsReadOnlyAsync(Resource page, CancellationToken cancellation) =>
        page.Id is not null && await database.ReadAsync(page, ReadFlagAsync, cancellation).ConfigureAwait(false);

    private static async ValueTask<bool> ReadFlagAsync(IDatabaseSession session, Resource page, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            """
            SELECT readonly FROM wiki
            WHERE name = @Id AND (version = @Version OR @Version IS NULL) ORDER BY version DESC LIMIT 1
            """,
            new { page.Id, page.Version },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is > 0;
}
