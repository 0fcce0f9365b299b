using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>What tickets and pages have in common about their attachments. Limits of size are for people's forms, not for programs.</summary>
internal sealed class AttachmentCalls(IAttachmentStore attachments, IPermissions permissions)
{
    private const string Realm = "attachment";

    /// <summary>Those that the caller may see.</summary>
    public async ValueTask<IReadOnlyList<Attachment>> ListAsync(Resource parent, RpcCall call, CancellationToken cancellation)
    {
        if (parent.Id is not { Length: > 0 })
            return [];
        var all = await attachments.ListAsync(parent, cancellation).ConfigureAwait(false);
        var visible = await permissions.CheckManyAsync(
            "ATTACHMENT_VIEW", call.User, [.. all.Select(attachment => attachment.Resource)], cancellation).ConfigureAwait(false);
        return [.. all.Where((_, i) => visible[i])];
    }

    /// <summary>The content as a stream, which the host disposes after the answer.</summary>
    public async ValueTask<RpcValue> GetAsync(Resource parent, string name, RpcCall call, CancellationToken cancellation)
    {
        if (name.Length == 0)
        {
            await call.Request.RequireAsync("ATTACHMENT_VIEW", Unnamed(parent), cancellation).ConfigureAwait(false);
            throw new ResourceNotFoundException("Attachment 'None' not found");
        }

        var attachment = await FindAsync(parent, name, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("ATTACHMENT_VIEW", attachment.Resource, cancellation).ConfigureAwait(false);
        return new RpcBinary(await attachments.OpenAsync(attachment, cancellation).ConfigureAwait(false));
    }

    /// <summary>Adds a file; one of that name goes first when it is to be replaced.</summary>
    public async ValueTask<string> PutAsync(NewAttachment attachment, RpcBinary content, RpcCall call, CancellationToken cancellation)
    {
        var old = attachment.Replace && attachment.FileName.Length > 0
            ? await attachments.FindAsync(attachment.Parent, attachment.FileName, cancellation).ConfigureAwait(false)
            : null;
        if (old is not null)
            await call.Request.RequireAsync("ATTACHMENT_DELETE", old.Resource, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("ATTACHMENT_CREATE", Unnamed(attachment.Parent), cancellation).ConfigureAwait(false);
        if (attachment is { Replace: true, FileName: "" })
            throw NoSuchToDelete();
        var added = await attachments.AddAsync(
            attachment with { Author = call.User, Origin = ChangeOrigin.Rpc }, content.OpenRead(), scope: null, cancellation).ConfigureAwait(false);
        return added.FileName;
    }

    public async ValueTask DeleteAsync(Resource parent, string name, RpcCall call, CancellationToken cancellation)
    {
        if (name.Length == 0)
        {
            await call.Request.RequireAsync("ATTACHMENT_DELETE", Unnamed(parent), cancellation).ConfigureAwait(false);
            throw NoSuchToDelete();
        }

        var attachment = await FindAsync(parent, name, cancellation).ConfigureAwait(false);
        await call.Request.RequireAsync("ATTACHMENT_DELETE", attachment.Resource, cancellation).ConfigureAwait(false);
        await attachments.DeleteAsync(
            new AttachmentDeletion { Parent = parent, FileName = attachment.FileName, Author = call.User, Origin = ChangeOrigin.Rpc },
            scope: null,
            cancellation).ConfigureAwait(false);
    }

    private static Resource Unnamed(Resource parent) => new() { Realm = Realm, Parent = parent };

    private static TracException NoSuchToDelete() => new("Cannot delete non-existent attachment");

    private async ValueTask<Attachment> FindAsync(Resource parent, string name, CancellationToken cancellation) =>
        (parent.Id is { Length: > 0 } ? await attachments.FindAsync(parent, name, cancellation).ConfigureAwait(false) : null)
        ?? throw new ResourceNotFoundException($"Attachment '{parent.Realm}:{parent.Id}: {name}' does not exist.");
}
