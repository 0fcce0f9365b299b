using OffTrac.Core.Storage;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to attachments: of what the text belongs to, or <c>file:realm:id</c>, or the older <c>realm:id:file</c>.</summary>
public sealed class AttachmentLinks(IDatabase database, IPermissions permissions, IResources resources)
{
    private const string Realm = "attachment";
    private const string RawNamespace = "raw-attachment";

    private readonly string _select = "SELECT type, id, filename FROM attachment WHERE "
        + $"{ListedValues.In(database, "filename", "@names")} AND {ListedValues.In(database, "id", "@ids")}";

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        var realms = await resources.GetRealmsAsync(cancellation).ConfigureAwait(false);
        List<(WikiLinkTarget Target, Resource? Attachment, string Query)> links = [.. targets.Select(target => Read(target, realms, context.Resource))];
        Resource[] named = [.. links.Select(link => link.Attachment).OfType<Resource>().Distinct()];
        var existing = named.Length == 0 ? [] : await database.ReadAsync((self: this, named), FindAsync, cancellation).ConfigureAwait(false);
        var visible = await LinkPermissions.CheckAsync(permissions, "ATTACHMENT_VIEW", context.User, existing, cancellation).ConfigureAwait(false);
        var written = new WikiLink[links.Count];
        for (var i = 0; i < written.Length; i++)
        {
            var (target, attachment, query) = links[i];
            written[i] = attachment is not null && visible.Contains(attachment)
                ? await WriteAsync(target, attachment, query, context, cancellation).ConfigureAwait(false)
                : new WikiLink { Label = target.Label, CssClass = "missing attachment" };
        }

        return written;
    }

    private static (WikiLinkTarget Target, Resource? Attachment, string Query) Read(
        WikiLinkTarget target, IReadOnlyList<string> realms, Resource? resource)
    {
        var (path, query, _) = LinkParts.Split(target.Target);
        var parts = path.Split(':', 3);
        Resource? parent = parts is not [var first, var second, var third] ? resource
            : realms.Contains(second, StringComparer.Ordinal) ? new Resource { Realm = second, Id = third }
            : realms.Contains(first, StringComparer.Ordinal) ? new Resource { Realm = first, Id = second }
            : null;
        var name = parts.Length < 3 ? path : realms.Contains(parts[1], StringComparer.Ordinal) ? parts[0] : parts[2];
        return (target, parent?.Id is null ? null : (parent with { Version = null }).Child(Realm, name), query);
    }

    private async ValueTask<WikiLink> WriteAsync(
        WikiLinkTarget target, Resource attachment, string query, WikiContext context, CancellationToken cancellation)
    {
        var path = await resources.GetPathAsync(attachment, cancellation).ConfigureAwait(false);
        var raw = $"{context.BaseHref}/raw-{path.TrimStart('/')}{query}";
        var link = new WikiLink
        {
            Label = target.Label,
            CssClass = "attachment",
            Title = await resources.DescribeAsync(attachment, ResourceFormat.Default, cancellation).ConfigureAwait(false),
            Href = raw,
        };
        return target.Namespace == RawNamespace ? link : link with
        {
            Href = context.BaseHref + path + query,
            Next = new WikiLink { Label = "\u200b", CssClass = "trac-rawlink", Href = raw, Title = "Download" },
        };
    }

    private static async ValueTask<HashSet<Resource>> FindAsync(
        IDatabaseSession session, (AttachmentLinks Self, Resource[] Named) asked, CancellationToken cancellation)
    {
        var database = asked.Self.Database;
        var rows = await session.QueryAsync<(string Type, string Id, string Name)>(
            asked.Self._select,
            new
            {
                names = ListedValues.Of(database, [.. asked.Named.Select(attachment => attachment.Id!)]),
                ids = ListedValues.Of(database, [.. asked.Named.Select(attachment => attachment.Parent!.Id!)]),
            },
            cancellation).ConfigureAwait(false);
        var found = rows.ToHashSet();

        // The list of all attachments, which has no name, always exists.
        return [.. asked.Named.Where(attachment => attachment.Id!.Length == 0 || found.Contains((attachment.Parent!.Realm, attachment.Parent.Id!, attachment.Id)))];
    }

    private IDatabase Database => database;
}
