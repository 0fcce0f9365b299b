using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;

namespace EveryPoint;

/// <summary>Finds depths of berths, and says who may do what with their attachments.</summary>
[Component("fixture.everypoint.Soundings")]
public sealed class Soundings : ISearchSource, ILegacyAttachmentPolicyDelegate
{
    public ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation) =>
        new([new SearchFilter { Name = "sounding", Label = "Soundings" }, new SearchFilter { Name = "wreck", Label = "Wrecks", IsDefault = false }]);

    public ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation) => new(
        [.. request.Filters.Where(filter => filter is "sounding" or "wreck").Select(filter => new SearchResult
        {
            Path = "/quay/7",
            Title = $"A {filter} of {string.Join(" and ", request.Terms)} for {request.User}",
            Time = DateTimeOffset.UnixEpoch,
        })]);

    public ValueTask<PermissionDecision> CheckAttachmentPermissionAsync(
        string action, string user, Resource attachment, IPermissions permissions, CancellationToken cancellation) =>
        new(attachment is { Parent: { Realm: "berth", Id: "9" } } && action == "ATTACHMENT_VIEW" ? PermissionDecision.Granted : PermissionDecision.Undecided);
}
