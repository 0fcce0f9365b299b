using System.Globalization;
using OffTrac.Core.Tickets;
using OffTrac.Sdk.Configuration;
using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Security;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to wiki pages.</summary>
public sealed class PageLinks(PageNames names, IPermissions permissions, IEnvironmentConfiguration configuration)
{
    private const string StartPage = "WikiStart";

    private readonly WikiOptions _options = new(configuration);
    private readonly PageLabels _labels = new(configuration);

    public async ValueTask<IReadOnlyList<WikiLink>> ResolveAsync(
        IReadOnlyList<WikiLinkTarget> targets, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(context);
        var pages = await names.GetAsync(cancellation).ConfigureAwait(false);
        var referrer = context.Resource is { Realm: "wiki", Id: { } id } ? id : "";
        List<PageLink> links = [.. targets.Select(target => Read(target, referrer, pages))];
        var view = await LinkPermissions.CheckAsync(
            permissions, "WIKI_VIEW", context.User, links.Select(link => link.Resource), cancellation).ConfigureAwait(false);
        var create = await LinkPermissions.CheckAsync(
            permissions, "WIKI_CREATE", context.User, links.Where(link => !link.Exists && view.Contains(link.Resource)).Select(link => link.Resource), cancellation)
            .ConfigureAwait(false);
        return [.. links.Select(link => Write(link, context, view.Contains(link.Resource), create.Contains(link.Resource)))];
    }

    private static PageLink Read(WikiLinkTarget target, string referrer, IReadOnlySet<string> pages)
    {
        var (name, query, fragment) = LinkParts.Split(target.Target);
        string? version = null;
        if (name.IndexOf('@', StringComparison.Ordinal) is var at and >= 0)
            (name, version) = (name[..at], name[(at + 1)..]);
        if (!string.IsNullOrEmpty(version) && query.Length > 0)
            query = "&" + query[1..];
        name = Find(name.TrimEnd('/') is { Length: > 0 } given ? given : StartPage, referrer, pages);
        var number = int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
        return new PageLink(target, Resource.Wiki(name, number), name, version, query + fragment, PageHierarchy.Has(pages, name));
    }

    private static string Find(string name, string referrer, IReadOnlySet<string> pages)
    {
        if (name.StartsWith('/'))
            return name.TrimStart('/');
        return name is "." or ".." || name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal)
            ? PageHierarchy.ResolveRelative(name, referrer)
            : PageHierarchy.ResolveScoped(name, referrer, pages);
    }

    private WikiLink Write(PageLink link, WikiContext context, bool isVisible, bool isCreatable)
    {
        if (!link.Exists && link.Target.Syntax == WikiLinkSyntax.PageName && _options.IgnoresMissingPages)
            return WikiLink.Text(link.Target.Source);
        var label = LabelOf(link.Target);
        if (!isVisible)
            return new WikiLink { Label = label, CssClass = "forbidden wiki", Title = "no permission to view this wiki page" };
        if (!link.Exists && !isCreatable)
            return new WikiLink { Label = label, CssClass = "missing wiki" };
        var version = link.Version is null ? "" : $"?version={LinkAddress.Argument(link.Version)}";
        var href = LinkAddress.Path(context.BaseHref, "wiki", link.Name) + version + link.Rest;
        return link.Exists
            ? new WikiLink { Label = label, CssClass = "wiki", Href = href }
            : new WikiLink { Label = label, CssClass = "missing wiki", Href = href, Rel = "nofollow" };
    }

    private string LabelOf(WikiLinkTarget target) => Unquote(target.Syntax switch
    {
        WikiLinkSyntax.PageName when !target.HasLabel => _labels.Format(target.Label),
        WikiLinkSyntax.Bracketed when !target.HasLabel => _labels.FromTarget(target.Target),
        WikiLinkSyntax.FreeLink when !target.HasLabel => TracText.Strip(_labels.FromTarget(target.Target)),
        WikiLinkSyntax.PageName or WikiLinkSyntax.FreeLink => TracText.Strip(target.Label),
        _ => target.Label,
    });

    private static string Unquote(string label) =>
        label.Length > 0 && label[0] is '"' or '\'' && label[^1] == label[0] ? label.Length < 2 ? "" : label[1..^1] : label;

    private sealed record PageLink(WikiLinkTarget Target, Resource Resource, string Name, string? Version, string Rest, bool Exists);
}
