using OffTrac.Core.Tickets;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Environments;
using OffTrac.Sdk.Notifications;
using OffTrac.Sdk.Security;

namespace OffTrac.Core.Notifications;

/// <summary>Those in field <c>cc</c>, or who were until this change; of a group its members.</summary>
[Component("trac.ticket.notification.CarbonCopySubscriber")]
public sealed class CarbonCopySubscriber : INotificationSubscriber
{
    private readonly INotificationSubscriptions _subscriptions;
    private readonly IExtensionPoint<IPermissionStore> _permissions;

    public CarbonCopySubscriber(
        IEnvironment environment, INotificationSubscriptions subscriptions, IExtensionPoint<IPermissionStore> stores)
    {
        ArgumentNullException.ThrowIfNull(stores);
        _subscriptions = subscriptions;
        _permissions = stores.Ordered(
            () => [environment.Configuration.Get("trac", "permission_store") ?? "DefaultPermissionStore"], onlyListed: true);
    }

    public async ValueTask<IReadOnlyList<NotificationSubscription>> MatchAsync(NotificationEvent notification, CancellationToken cancellation)
    {
        if (notification is not TicketNotification change)
            return [];
        var people = People(change.Ticket.Values["cc"]).Concat(People(change.OldValues["cc"])).ToHashSet(StringComparer.Ordinal);
        if (people.Count == 0)
            return [];
        var groups = await GroupsAsync(cancellation).ConfigureAwait(false);
        foreach (var group in people.Where(groups.Contains).Order(StringComparer.Ordinal).ToList())
        {
            people.Remove(group);
            people.UnionWith(groups[group]);
        }

        return await _subscriptions.ForPeopleAsync(nameof(CarbonCopySubscriber), people, cancellation).ConfigureAwait(false);
    }

    private static IEnumerable<string> People(string? cc) => TracText.Split(cc?.Replace(';', ','), ',');

    private async ValueTask<ILookup<string, string>> GroupsAsync(CancellationToken cancellation)
    {
        var grants = await _permissions.AskFirstAsync(
            0,
            static async ValueTask<IReadOnlyList<PermissionGrant>?> (store, _, cancellation) =>
                await store.GetAllPermissionsAsync(cancellation).ConfigureAwait(false),
            cancellation).ConfigureAwait(false) ?? [];
        return grants.Where(grant => !TracText.IsUpper(grant.Action)).ToLookup(grant => grant.Action, grant => grant.Subject, StringComparer.Ordinal);
    }
}
