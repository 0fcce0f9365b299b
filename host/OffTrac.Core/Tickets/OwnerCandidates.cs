using OffTrac.Core.Storage;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Tickets;

/// <summary>Who can become owner of a ticket, and who owns components.</summary>
internal sealed class OwnerCandidates
{
    private readonly IDatabase _database;
    private readonly IPermissions _permissions;
    private readonly IExtensionPoint<IPermissionStore> _store;
    private readonly TicketOptions _options;

    public OwnerCandidates(
        IEnvironment environment, IDatabase database, IPermissions permissions, IExtensionPoint<IPermissionStore> stores)
    {
        _database = database;
        _permissions = permissions;
        _options = new TicketOptions(environment.Configuration);
        _store = stores.Ordered(
            () => [environment.Configuration.Get("trac", "permission_store") ?? "DefaultPermissionStore"], onlyListed: true);
    }

    /// <summary>Names for a list to choose from, by code point; null when any name will do.</summary>
    public async ValueTask<IReadOnlyList<string>?> ListAsync(WorkflowAction action, int? ticket, CancellationToken cancellation)
    {
        var resource = ticket is { } id ? Resource.Ticket(id) : new Resource { Realm = "ticket" };
        if (action.SetOwner is { } named)
            return await ExpandAsync(named, resource, cancellation).ConfigureAwait(false);
        return _options.RestrictOwner
            ? Ordered(await HoldersAsync("TICKET_MODIFY", resource, cancellation).ConfigureAwait(false))
            : null;
    }

    /// <summary>Owner of a component; null when there is no such component.</summary>
    public ValueTask<string?> OwnerOfComponentAsync(string name, CancellationToken cancellation) => _database.ReadAsync(
        name,
        static (session, name, cancellation) => ComponentOwner.FindAsync(name, session, cancellation),
        cancellation);

    private async ValueTask<IReadOnlyList<string>> ExpandAsync(
        IReadOnlyList<string> names, Resource resource, CancellationToken cancellation)
    {
        var groups = await GroupsAsync(cancellation).ConfigureAwait(false);
        var owners = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<string>(names);
        while (pending.TryDequeue(out var name))
        {
            if (!seen.Add(name))
                continue;
            if (name is "authenticated")
                owners.UnionWith(await KnownUsersAsync(cancellation).ConfigureAwait(false));
            else if (TracText.IsUpper(name))
                owners.UnionWith(await HoldersAsync(name, resource, cancellation).ConfigureAwait(false));
            else if (groups.Contains(name))
                groups[name].ToList().ForEach(pending.Enqueue);
            else
                owners.Add(name);
        }

        return Ordered(owners);
    }

    private async ValueTask<ILookup<string, string>> GroupsAsync(CancellationToken cancellation)
    {
        var grants = await _store.AskFirstAsync(
            0,
            static async ValueTask<IReadOnlyList<PermissionGrant>?> (store, _, cancellation) =>
                await store.GetAllPermissionsAsync(cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false) ?? [];
        return grants.Where(grant => !TracText.IsUpper(grant.Action)).ToLookup(grant => grant.Action, grant => grant.Subject, StringComparer.Ordinal);
    }

    /// <summary>Known users that may do something with the ticket; who never logged in is not known.</summary>
    private async ValueTask<IReadOnlyList<string>> HoldersAsync(string action, Resource resource, CancellationToken cancellation)
    {
        var holders = new List<string>();
        foreach (var user in await KnownUsersAsync(cancellation).ConfigureAwait(false))
        {
            if (await _permissions.CheckAsync(action, user, resource, cancellation).ConfigureAwait(false))
                holders.Add(user);
        }

        return holders;
    }

    private ValueTask<IReadOnlyList<string>> KnownUsersAsync(CancellationToken cancellation) => _database.ReadAsync(
        0,
        static (session, _, cancellation) => session.QueryAsync<string>(
            """SELECT DISTINCT "sid" FROM "session" WHERE "authenticated" = 1 AND "sid" IS NOT NULL""", null, cancellation),
        cancellation);

    private static string[] Ordered(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create(static (x, y) => TracText.Compare(x, y)))];
}
