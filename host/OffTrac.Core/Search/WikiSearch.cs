using System.Data.Common;
using OffTrac.Core.Resources;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>Finds wiki pages by name, text and author of their newest version, and by their attachments; declares who may do what with pages.</summary>
[Component("trac.wiki.web_ui.WikiModule")]
public sealed class WikiSearch(IDatabase database, IPermissions permissions, AttachmentSearch attachments) : ISearchSource, IPermissionRequestor
{
    private const string Filter = "wiki";

    private static readonly string[] s_actions = ["WIKI_CREATE", "WIKI_DELETE", "WIKI_MODIFY", "WIKI_RENAME", "WIKI_VIEW"];

    public IReadOnlyList<PermissionAction> GetPermissionActions() =>
        [.. s_actions, new PermissionAction { Name = "WIKI_ADMIN", Includes = s_actions }];

    public async ValueTask<IReadOnlyList<SearchFilter>> GetSearchFiltersAsync(string user, CancellationToken cancellation) =>
        await permissions.CheckAsync("WIKI_VIEW", user, resource: null, cancellation).ConfigureAwait(false)
            ? [new SearchFilter { Name = Filter, Label = "Wiki" }]
            : [];

    public async ValueTask<IReadOnlyList<SearchResult>> SearchAsync(SearchRequest request, CancellationToken cancellation)
    {
        if (!request.Filters.Contains(Filter, StringComparer.Ordinal))
            return [];
        var found = await database.ReadAsync(request.Terms, ReadAsync, cancellation).ConfigureAwait(false);
        return
        [
            .. await Found.VisibleAsync(found, "WIKI_VIEW", request.User, permissions, cancellation).ConfigureAwait(false),
            .. await attachments.FindAsync("wiki", request, cancellation).ConfigureAwait(false),
        ];
    }

    private async ValueTask<IReadOnlyList<Found>> ReadAsync(
        IDatabaseSession session, IReadOnlyList<string> terms, CancellationToken cancellation)
    {
        var condition = new SearchCondition(database, terms);
        return await session.ReadAsync(
            $"""
             SELECT w.name, w.time, w.author, w.text FROM wiki AS w
             INNER JOIN (SELECT name, MAX(version) AS version FROM wiki GROUP BY name) AS newest
                ON w.name = newest.name AND w.version = newest.version
             WHERE {condition.On("w.name", "w.author", "w.text")}
             ORDER BY w.name
             """,
            condition.Parameters,
            row => FoundIn(row, terms),
            cancellation).ConfigureAwait(false);
    }

    private static Found FoundIn(DbDataReader row, IReadOnlyList<string> terms)
    {
        var name = row.GetString(0);
        var text = row.Text(3);
        return new Found(Resource.Wiki(name), new SearchResult
        {
            Path = ResourcePath.Of("wiki", name),
            Title = $"{name}: {ShortLine.Of(text ?? "")}",
            Time = row.Time(1),
            Author = row.Text(2),
            Excerpt = SearchExcerpt.Of(text, terms),
        });
    }
}
