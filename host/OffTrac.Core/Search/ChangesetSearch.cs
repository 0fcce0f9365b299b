using System.Data.Common;
using OffTrac.Core.Resources;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Search;

/// <summary>
/// Finds changesets that a Trac on the same database keeps in its cache, by revision, message and author; declares who may look at them.
/// </summary>
[Component("trac.versioncontrol.web_ui.changeset.ChangesetModule")]
public sealed class ChangesetSearch(IDatabase database, IPermissions permissions) : ISearchSource, IPermissionRequestor, IWikiLinkResolver
{
    private const string Filter = "changeset";

    private static readonly string[] s_namespaces = ["changeset", "diff"];

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    public IReadOnlyList<PermissionAction> GetPermissionActions() => ["CHANGESET_VIEW"];

    public async ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation) =>
        await permissions.CheckAsync("CHANGESET_VIEW", user, resource: null, cancellation).ConfigureAwait(false)
            ? [new SearchFilter { Name = Filter, Label = "Changesets" }]
            : [];

    public async ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation)
    {
        if (!request.Filters.Contains(Filter, StringComparer.Ordinal))
            return [];
        var found = await database.ReadAsync(request.Terms, ReadAsync, cancellation).ConfigureAwait(false);
        return await Found.VisibleAsync(found, "CHANGESET_VIEW", request.User, permissions, cancellation).ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<WikiLink>>(
            [.. targets.Select(target => target.Namespace == "diff" ? RepositoryLinks.ToDiff(target, context) : RepositoryLinks.ToChangeset(target))]);

    private async ValueTask<IReadOnlyList<Found>> ReadAsync(
        IDatabaseSession session, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        // What is left of a repository that is not configured any more has no directory.
        var condition = new SearchCondition(database, terms);
        return await session.ReadAsync(
            $"""
             SELECT r.rev, r.time, r.author, r.message, n.value FROM revision AS r
             INNER JOIN repository AS d ON d.id = r.repos AND d.name = 'dir' AND d.value <> ''
             LEFT JOIN repository AS n ON n.id = r.repos AND n.name = 'name'
             WHERE {condition.On("r.rev", "r.message", "r.author")}
             ORDER BY r.repos, r.rev
             """,
            condition.Parameters,
            row => FoundIn(row, terms),
            cancellation).ConfigureAwait(false);
    }

    private static Found FoundIn(DbDataReader row, IReadOnlyList<string> terms)
    {
        var (revision, message, repository) = (RevisionOf(row.GetString(0)), row.Text(3), row.Text(4) ?? "");
        return new Found(
            new Resource { Realm = "repository", Id = repository }.Child("changeset", revision),
            new SearchResult
            {
                Path = repository.Length == 0 ? ResourcePath.Of("changeset", revision) : ResourcePath.Of("changeset", revision, repository),
                Title = $"[{revision}]: {ShortLine.Of(message ?? "")}",
                Time = row.Time(1),
                Author = row.Text(2),
                Excerpt = SearchExcerpt.Of(message, terms),
            });
    }

    // Trac stores numbers of revisions with leading zeros, so that they sort as text.
    private static string RevisionOf(string stored) =>
        stored.Length == 10 && stored.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0 ? stored.TrimStart('0').PadLeft(1, '0') : stored;
}
