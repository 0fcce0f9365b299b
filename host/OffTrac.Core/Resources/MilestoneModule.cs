using Dapper;
using OffTrac.Core.Search;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Resources;

/// <summary>Speaks for milestones, finds them, links to them, and declares who may do what with them.</summary>
[Component("trac.ticket.roadmap.MilestoneModule")]
public sealed class MilestoneModule(IDatabase database, MilestoneSearch search, MilestoneLinks links)
    : IResourceManager, ISearchSource, IPermissionRequestor, IWikiLinkResolver
{
    private static readonly string[] s_realms = ["milestone"];
    private static readonly string[] s_actions = ["MILESTONE_CREATE", "MILESTONE_DELETE", "MILESTONE_MODIFY", "MILESTONE_VIEW"];

    public IReadOnlyList<string> Realms => s_realms;

    public IReadOnlyCollection<string> Namespaces => s_realms;

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "MILESTONE_ADMIN", Includes = s_actions }];

    public ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation) =>
        ValueTask.FromResult(format == ResourceFormat.Compact ? resource.Id : $"Milestone {resource.Id}");

    public async ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        resource.Id is { } name && await database.ReadAsync(name, ReadExistsAsync, cancellation).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation) =>
        search.GetFiltersAsync(user, cancellation);

    public ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation) =>
        search.FindAsync(request, cancellation);

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        links.ResolveAsync(targets, context, cancellation);

    private static async ValueTask<bool> ReadExistsAsync(IDatabaseSession session, string name, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(new CommandDefinition(
            "SELECT 1 FROM milestone WHERE name = @name",
            new { name },
            session.Transaction,
            cancellationToken: cancellation)).ConfigureAwait(false) is not null;
}
