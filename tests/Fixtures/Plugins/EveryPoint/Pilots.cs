using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;

namespace EveryPoint;

/// <summary>Declares actions, knows a group, has an opinion on two berths and a page, lets everybody call, and the skipper do anything.</summary>
[Component("fixture.everypoint.Pilots")]
public sealed class Pilots : IPermissionRequestor, IPermissionGroupProvider, IPermissionPolicy
{
    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        ["HARBOUR_VIEW", new PermissionAction { Name = "HARBOUR_ADMIN", Includes = ["HARBOUR_VIEW", "SEARCH_VIEW"] }];

    public ValueTask<IReadOnlyList<string>> GetPermissionGroupsAsync(string user, CancellationToken cancellation) =>
        new(user == "kim" ? ["pilots"] : []);

    public ValueTask<PermissionDecision> CheckAsync(
        string action, string user, Resource? resource, IPermissions permissions, CancellationToken cancellation) =>
        new(action == "XML_RPC" ? PermissionDecision.Granted
            : action == "WIKI_VIEW" && resource is { Realm: "wiki", Id: "LoudPage" } ? PermissionDecision.Granted
            : resource is { Realm: "berth", Id: "7" } ? PermissionDecision.Granted
            : resource is { Realm: "berth", Id: "8" } ? PermissionDecision.Denied
            : user == "skipper" ? PermissionDecision.Granted
            : PermissionDecision.Undecided);
}
