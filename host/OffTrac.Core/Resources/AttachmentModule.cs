using Dapper;
using OffTrac.Core.Wiki.Links;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Storage;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Resources;

/// <summary>Speaks for attachments, and links to them.</summary>
[Component("trac.attachment.AttachmentModule")]
public sealed class AttachmentModule(IDatabase database, IResources resources, AttachmentLinks links) : IResourceManager, IWikiLinkResolver
{
    private static readonly string[] s_realms = ["attachment"];
    private static readonly string[] s_namespaces = ["attachment", "raw-attachment"];

    public IReadOnlyList<string> Realms => s_realms;

    public IReadOnlyCollection<string> Namespaces => s_namespaces;

    /// <summary>Below the path of what it belongs to; without a file name the list of attachments, which ends with a slash.</summary>
    public async ValueTask<string?> GetPathAsync(Resource resource, CancellationToken cancellation)
    {
        if (resource.Parent is not { } parent)
            return null;
        var owner = await resources.GetPathAsync(parent with { Version = null }, cancellation).ConfigureAwait(false);
        return $"/attachment{owner}{(string.IsNullOrEmpty(resource.Id) ? "/" : ResourcePath.Of(resource.Id))}";
    }

    public async ValueTask<string?> DescribeAsync(Resource resource, ResourceFormat format, CancellationToken cancellation)
    {
        if (resource.Parent is not { } parent)
            return $"Unparented attachment {resource.Id}";
        if (format == ResourceFormat.Summary && resource.Id is not null)
            return await database.ReadAsync((parent, resource.Id), ReadDescriptionAsync, cancellation).ConfigureAwait(false) ?? "";
        var owner = await resources.DescribeAsync(parent, ResourceFormat.Default, cancellation).ConfigureAwait(false);
        if (format == ResourceFormat.Compact)
            return $"{resource.Id} ({owner})";
        return string.IsNullOrEmpty(resource.Id) ? $"Attachments of {owner}" : $"Attachment '{resource.Id}' in {owner}";
    }

    public async ValueTask<bool?> ExistsAsync(Resource resource, CancellationToken cancellation) =>
        resource is { Id: { } name, Parent: { } parent }
        && await database.ReadAsync((parent, name), ReadExistsAsync, cancellation).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation) =>
        links.ResolveAsync(targets, context, cancellation);

    private static async ValueTask<string?> ReadDescriptionAsync(
        IDatabaseSession session, (Resource Parent, string Name) attachment, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<string?>(
            Select("description", session, attachment, cancellation)).ConfigureAwait(false);

    private static async ValueTask<bool> ReadExistsAsync(
        IDatabaseSession session, (Resource Parent, string Name) attachment, CancellationToken cancellation) =>
        await session.Connection.ExecuteScalarAsync<int?>(Select("1", session, attachment, cancellation)).ConfigureAwait(false) is not null;

    private static CommandDefinition Select(
        string what, IDatabaseSession session, (Resource Parent, string Name) attachment, CancellationToken cancellation) => new(
            $"SELECT {what} FROM attachment WHERE type = @realm AND id = @id AND filename = @name",
            new { realm = attachment.Parent.Realm, id = attachment.Parent.Id, name = attachment.Name },
            session.Transaction,
            cancellationToken: cancellation);
}
