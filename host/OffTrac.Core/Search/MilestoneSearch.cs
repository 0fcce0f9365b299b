using OffTrac.Core.Milestones;
using OffTrac.Core.Resources;
using OffTrac.Sdk.Milestones;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>Finds milestones by name and description, and by their attachments. There are few: they are compared in memory, as in Trac.</summary>
public sealed class MilestoneSearch(
    IDatabase database, IPermissions permissions, AttachmentSearch attachments, TimeProvider time)
{
    private const string Filter = "milestone";

    public async ValueTask<IReadOnlyList<SearchFilter>> GetFiltersAsync(string user, CancellationToken cancellation) =>
        await permissions.CheckAsync("MILESTONE_VIEW", user, resource: null, cancellation).ConfigureAwait(false)
            ? [new SearchFilter { Name = Filter, Label = "Milestones" }]
            : [];

    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(SearchRequest request, CancellationToken cancellation)
    {
        if (!request.Filters.Contains(Filter, StringComparer.Ordinal))
            return [];
        var all = await database.ReadAsync(
            0, static (session, _, token) => MilestoneRows.ListAsync(session, token), cancellation).ConfigureAwait(false);
        List<Found> found = [.. all.Where(milestone => Matches(milestone, request.Terms)).Select(milestone => FoundIn(milestone, request.Terms))];
        return
        [
            .. await Found.VisibleAsync(found, "MILESTONE_VIEW", request.User, permissions, cancellation).ConfigureAwait(false),
            .. await attachments.FindAsync("milestone", request, cancellation).ConfigureAwait(false),
        ];
    }

    private static bool Matches(Milestone milestone, IReadOnlyList<string> terms) => terms.All(term =>
        milestone.Description.Contains(term, StringComparison.OrdinalIgnoreCase)
        || milestone.Name.Contains(term, StringComparison.OrdinalIgnoreCase));

    private Found FoundIn(Milestone milestone, IReadOnlyList<string> terms)
    {
        var resource = new Resource { Realm = "milestone", Id = milestone.Name };
        return new Found(resource, new SearchResult
        {
            Path = ResourcePath.Of("milestone", milestone.Name),
            Title = $"Milestone {milestone.Name}",
            Time = milestone.Completed ?? milestone.Due ?? time.GetUtcNow(),
            Author = "",
            Excerpt = SearchExcerpt.Of(milestone.Description, terms),
        });
    }
}
