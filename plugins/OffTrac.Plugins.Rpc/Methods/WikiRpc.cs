using OffTrac.Plugins.Rpc.Values;
using OffTrac.Sdk;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Components;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Rpc;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Sessions;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Namespace <c>wiki</c>: the interface that wiki programs agreed on once, and some more.</summary>
[Component("tracrpc.wiki.WikiRPC")]
public sealed class WikiRpc(
    IWikiStore pages, IWikiRenderer renderer, IUserTimes times, IAttachmentStore attachments, IPermissions permissions) : IRpcHandler
{
    private readonly WikiChanges _changes = new(pages);
    private readonly AttachmentCalls _attachments = new(attachments, permissions);

    public string Namespace => "wiki";

    public string Description => "Wiki pages: read, write and delete them, with their attachments.";

    public IReadOnlyList<RpcMethod> Methods => WikiMethods.All;

    public async ValueTask<RpcValue> CallAsync(RpcCall call, CancellationToken cancellation) => call.Method switch
    {
        "getRecentChanges" => await ListChangedAsync(call, cancellation).ConfigureAwait(false),
        "getRPCVersionSupported" => 2,
        "getPage" or "getPageVersion" => (await FindAsync(call, cancellation).ConfigureAwait(false)).Text,
        "getPageHTML" or "getPageHTMLVersion" => await RenderPageAsync(call, cancellation).ConfigureAwait(false),
        "getAllPages" => await ListAsync(call, cancellation).ConfigureAwait(false),
        "getPageInfo" or "getPageInfoVersion" => await GetInfoAsync(call, cancellation).ConfigureAwait(false),
        "putPage" => await _changes.PutAsync(call, cancellation).ConfigureAwait(false),
        "deletePage" => await _changes.DeleteAsync(call, cancellation).ConfigureAwait(false),
        "listAttachments" => await ListAttachmentsAsync(call, cancellation).ConfigureAwait(false),
        "getAttachment" => await GetAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "putAttachment" => await PutAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "putAttachmentEx" => await PutNamedAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "deleteAttachment" => await DeleteAttachmentAsync(call, cancellation).ConfigureAwait(false),
        "listLinks" => new RpcArray(),
        "wikiToHtml" => await RenderAsync(call.OptionalText(0) ?? "", null, call, cancellation).ConfigureAwait(false),
        _ => throw new RpcFaultException($"There is no method {Namespace}.{call.Method}."),
    };

    private async ValueTask<RpcValue> ListChangedAsync(RpcCall call, CancellationToken cancellation)
    {
        var changed = await pages.ListChangedAsync(call.Time(0) ?? DateTimeOffset.UnixEpoch, cancellation).ConfigureAwait(false);
        var visible = await permissions.CheckManyAsync(
            "WIKI_VIEW", call.User, [.. changed.Select(page => Resource.Wiki(page.Name, page.Version))], cancellation).ConfigureAwait(false);
        return new RpcArray([.. changed.Where((_, i) => visible[i]).Select(Info)]);
    }

    private async ValueTask<RpcValue> ListAsync(RpcCall call, CancellationToken cancellation)
    {
        var names = await pages.ListAsync(cancellation).ConfigureAwait(false);
        var visible = await permissions.CheckManyAsync(
            "WIKI_VIEW", call.User, [.. names.Select(name => Resource.Wiki(name))], cancellation).ConfigureAwait(false);
        return new RpcArray([.. names.Where((_, i) => visible[i]).Select(RpcValue.FromString)]);
    }

    private async ValueTask<RpcValue> RenderPageAsync(RpcCall call, CancellationToken cancellation)
    {
        var page = await FindAsync(call, cancellation).ConfigureAwait(false);
        var resource = Resource.Wiki(page.Name, WikiVersion.Of(call, 1));
        var html = await RenderAsync(page.Text, resource, call, cancellation).ConfigureAwait(false);
        return $"<html><body>{html}</body></html>";
    }

    private async ValueTask<RpcValue> GetInfoAsync(RpcCall call, CancellationToken cancellation) =>
        await LookUpAsync(call, cancellation).ConfigureAwait(false) is { } page ? Info(page) : 0;

    private static RpcStruct Info(WikiPage page) => new()
    {
        ["name"] = page.Name,
        ["lastModified"] = page.Time,
        ["author"] = page.Author,
        ["version"] = page.Version,
        ["comment"] = page.Comment,
    };

    private async ValueTask<RpcValue> ListAttachmentsAsync(RpcCall call, CancellationToken cancellation)
    {
        var name = call.Argument(0) is { } value ? PythonText.Str(value) : "None";
        var visible = await _attachments.ListAsync(Resource.Wiki(name), call, cancellation).ConfigureAwait(false);
        return new RpcArray([.. visible.Select(attachment => (RpcValue)$"{name}/{attachment.FileName}")]);
    }

    private ValueTask<RpcValue> GetAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var (page, file) = WikiPath.Split(call.Text(0));
        return _attachments.GetAsync(Resource.Wiki(page), file, call, cancellation);
    }

    private async ValueTask<RpcValue> PutAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var (page, file) = WikiPath.Split(call.Text(0));
        await RequirePageAsync(page, cancellation).ConfigureAwait(false);
        var attachment = new NewAttachment { Parent = Resource.Wiki(page), FileName = file, Replace = true };
        await _attachments.PutAsync(attachment, call.Argument<RpcBinary>(1), call, cancellation).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<RpcValue> PutNamedAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var page = call.Name(0);
        await RequirePageAsync(page, cancellation).ConfigureAwait(false);
        var attachment = new NewAttachment
        {
            Parent = Resource.Wiki(page),
            FileName = call.Name(1),
            Description = call.OptionalText(2),
            Replace = call.Arguments.Count < 5 || call.Argument(4).IsTrue(),
        };
        return await _attachments.PutAsync(attachment, call.Argument<RpcBinary>(3), call, cancellation).ConfigureAwait(false);
    }

    private async ValueTask<RpcValue> DeleteAttachmentAsync(RpcCall call, CancellationToken cancellation)
    {
        var (page, file) = WikiPath.Split(call.Text(0));
        await RequirePageAsync(page, cancellation).ConfigureAwait(false);
        await _attachments.DeleteAsync(Resource.Wiki(page), file, call, cancellation).ConfigureAwait(false);
        return true;
    }

    private async ValueTask RequirePageAsync(string name, CancellationToken cancellation)
    {
        if (name.Length == 0 || await pages.FindAsync(name, null, cancellation).ConfigureAwait(false) is null)
            throw new ResourceNotFoundException($"Wiki page \"{name}\" does not exist");
    }

    /// <summary>The page that the first two arguments name, if the caller may see it.</summary>
    private async ValueTask<WikiPage> FindAsync(RpcCall call, CancellationToken cancellation)
    {
        if (await LookUpAsync(call, cancellation).ConfigureAwait(false) is { } page)
            return page;
        var at = call.Argument(1) is { } version ? $" at version {PythonText.Str(version)}" : "";
        throw new ResourceNotFoundException($"Wiki page \"{(call.Argument(0) is { } name ? PythonText.Str(name) : "None")}\" does not exist{at}");
    }

    private async ValueTask<WikiPage?> LookUpAsync(RpcCall call, CancellationToken cancellation)
    {
        var name = call.Name(0);
        var version = WikiVersion.Of(call, 1);
        await call.Request.RequireAsync("WIKI_VIEW", Resource.Wiki(name, version), cancellation).ConfigureAwait(false);
        return name.Length == 0 ? null : await pages.FindAsync(name, version, cancellation).ConfigureAwait(false);
    }

    /// <summary>Links are absolute, but for the few that Trac never makes so.</summary>
    private async ValueTask<string> RenderAsync(string text, Resource? resource, RpcCall call, CancellationToken cancellation)
    {
        var context = new WikiContext
        {
            Resource = resource,
            User = call.User,
            BaseHref = call.Request.AbsoluteHref().TrimEnd('/'),
            RequestHref = call.Request.Href().TrimEnd('/'),
            TimeZone = (await times.GetAsync(call.User, cancellation).ConfigureAwait(false)).Zone,
        };
        return await renderer.ToHtmlAsync(text, context, cancellation).ConfigureAwait(false);
    }
}
