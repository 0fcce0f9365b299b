using System.Data.Common;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Search;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;

namespace OffTrac.Core.Search;

/// <summary>Finds attachments of things of one realm by file name, description and author; each source of search adds its own.</summary>
public sealed class AttachmentSearch(IDatabase database, IPermissions permissions, IResources resources)
{
    public async ValueTask<IReadOnlyList<SearchResult>> FindAsync(string realm, SearchRequest request, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync((realm, request.Terms), ReadAsync, cancellation).ConfigureAwait(false);
        var found = new List<Found>(rows.Count);
        foreach (var row in rows)
        {
            var attachment = new Resource { Realm = realm, Id = row.ParentId }.Child("attachment", row.FileName);
            found.Add(new Found(attachment, row.Result with
            {
                Path = await resources.GetPathAsync(attachment, cancellation).ConfigureAwait(false),
                Title = await resources.DescribeAsync(attachment, ResourceFormat.Compact, cancellation).ConfigureAwait(false),
            }));
        }

        return await Found.VisibleAsync(found, "ATTACHMENT_VIEW", request.User, permissions, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<IReadOnlyList<Row>> ReadAsync(
        IDatabaseSession session, (string Realm, IReadOnlyList<string> Terms) search, CancellationToken cancellation)
    {
        var condition = new SearchCondition(database, search.Terms);
        var parameters = condition.Parameters;
        parameters.Add("realm", search.Realm);
        return await session.ReadAsync(
            $"""
             SELECT id, filename, time, author, description FROM attachment
             WHERE type = @realm AND {condition.On("filename", "description", "author")}
             ORDER BY id, filename
             """,
            parameters,
            row => RowOf(row, search.Terms),
            cancellation).ConfigureAwait(false);
    }

    private static Row RowOf(DbDataReader row, IReadOnlyList<string> terms) => new(row.GetString(0), row.GetString(1), new SearchResult
    {
        Path = "",
        Title = "",
        Time = row.Time(2),
        Author = row.Text(3),
        Excerpt = SearchExcerpt.Of(row.Text(4), terms),
    });

    private sealed record Row(string ParentId, string FileName, SearchResult Result);
}
