using OffTrac.Plugins.Macros.Syntax;
using OffTrac.Sdk.Attachments;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Plugins.Macros.Images;

/// <summary>Finds what a file specification means: an attachment, an address, a file of the environment, of a repository or of another site.</summary>
internal sealed class ImageFinder(
    IAttachmentStore attachments, IPermissions permissions, IResources resources, IInterWiki interWiki, IEnvironmentConfiguration configuration)
{
    /// <returns>Null when the specification means nothing.</returns>
    public async ValueTask<ImageSource?> FindAsync(string fileSpec, WikiContext context, CancellationToken cancellation)
    {
        if (fileSpec is [('"' or '\''), .., ('"' or '\'')])
            fileSpec = fileSpec.Trim('"', '\'');
        var parts = QuotedParts.Split(fileSpec, ':').ConvertAll(static part => part.Trim('"', '\''));
        if (parts is ["http" or "https" or "ftp" or "data", ..])
            return Address(fileSpec);
        if (parts.Count > 0 && await interWiki.FindAsync(parts[0], string.Join(':', parts.Skip(1)), cancellation).ConfigureAwait(false) is { } other)
            return new ImageSource { Url = other.Url, RawUrl = other.Url, Description = other.Title };
        if (fileSpec.StartsWith("//", StringComparison.Ordinal))
            return Address(fileSpec[1..]);
        if (fileSpec.StartsWith('/'))
            return OfProject(fileSpec, context);
        return parts switch
        {
            [var realm, var id, var file] => OfOtherTrac(realm, $"{id}:{file}")
                ?? await FindAttachmentAsync(new Resource { Realm = realm, Id = id }, file, context, cancellation).ConfigureAwait(false),
            ["repos" or "export" or "source" or "browser", var path] => OfRepository(fileSpec, path, context),
            [("htdocs" or "shared") and var folder, var file] => OfFolder(folder, file, context),
            [['#', .. var ticket], var file] =>
                await FindAttachmentAsync(new Resource { Realm = "ticket", Id = ticket }, file, context, cancellation).ConfigureAwait(false),
            [var page, var file] => await FindAttachmentAsync(Resource.Wiki(page), file, context, cancellation).ConfigureAwait(false),
            [_] => await FindAttachmentAsync(context.Resource, fileSpec, context, cancellation).ConfigureAwait(false),
            _ => null,
        };
    }

    private static ImageSource Address(string url)
    {
        var query = url.LastIndexOf('?');
        return new ImageSource { Url = url, RawUrl = url, Description = query < 0 ? url : url[..query] };
    }

    private static ImageSource OfProject(string path, WikiContext context)
    {
        var query = path.LastIndexOf('?');
        var file = query < 0 ? path : path[..query];
        var url = Href.Below(context.BaseHref, file) + (query < 0 ? "" : path[query..]);
        return new ImageSource { Url = url, RawUrl = url, Description = file };
    }

    private static ImageSource OfRepository(string fileSpec, string path, WikiContext context)
    {
        var at = path.LastIndexOf('@');
        var url = Href.Below(context.BaseHref, "browser", at < 0 ? path : path[..at]);
        return at < 0
            ? new ImageSource { Url = url, RawUrl = Href.WithQuery(url, ("format", "raw")), Description = fileSpec }
            : new ImageSource
            {
                Url = Href.WithQuery(url, ("rev", path[(at + 1)..])),
                RawUrl = Href.WithQuery(url, ("format", "raw"), ("rev", path[(at + 1)..])),
                Description = fileSpec,
            };
    }

    private static ImageSource OfFolder(string folder, string file, WikiContext context)
    {
        var url = Href.Below(context.BaseHref, "chrome", folder == "htdocs" ? "site" : folder, file);
        return new ImageSource { Url = url, RawUrl = url, Description = file[(file.LastIndexOf('/') + 1)..] };
    }

    private ImageSource? OfOtherTrac(string prefix, string target)
    {
        var isTrac = prefix.Equals("trac", StringComparison.OrdinalIgnoreCase);
        var url = configuration.Get("intertrac", prefix + ".url");
        var isDefault = string.IsNullOrEmpty(url) && isTrac;
        if (isDefault)
            url = InterTracSites.TracUrl;
        if (string.IsNullOrEmpty(url))
            return null;
        var name = configuration.Get("intertrac", prefix + ".title") ?? (isDefault ? InterTracSites.TracTitle : $"Trac project {prefix}");
        var page = $"{url}/intertrac/{Href.Quote(target)}";
        return new ImageSource { Url = page, RawUrl = page + "%3Fformat%3Draw", Description = $"{target} in {name}" };
    }

    private async ValueTask<ImageSource> FindAttachmentAsync(Resource? parent, string file, WikiContext context, CancellationToken cancellation)
    {
        var attachment = parent?.Id is null ? null : await attachments.FindAsync(parent, file, cancellation).ConfigureAwait(false);
        if (attachment is null)
        {
            var name = parent?.Id is null ? "None:None" : await resources.DescribeAsync(parent, ResourceFormat.Default, cancellation).ConfigureAwait(false);
            return new ImageSource
            {
                RawUrl = Href.Below(context.RequestHref, "chrome/common/attachment.png"),
                Description = $"No image \"{file}\" attached to {name}",
                IsMissing = true,
            };
        }

        var source = new ImageSource { Description = attachment.Description };
        if (!await permissions.CheckAsync("ATTACHMENT_VIEW", context.User, attachment.Resource, cancellation).ConfigureAwait(false))
            return source;
        var path = await resources.GetPathAsync(attachment.Resource, cancellation).ConfigureAwait(false);
        return source with { Url = context.BaseHref + path, RawUrl = context.BaseHref + Raw(path) };
    }

    private static string Raw(string path) => path.StartsWith("/attachment/", StringComparison.Ordinal) ? "/raw-" + path[1..] : path;
}
