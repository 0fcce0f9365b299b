using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links to files of the environment's <c>htdocs</c>.</summary>
internal static class HtdocsLinks
{
    public static WikiLink Resolve(WikiLinkTarget target, WikiContext context)
    {
        var (file, query, fragment) = LinkParts.Split(target.Target);
        return new WikiLink { Label = target.Label, Href = LinkAddress.Path(context.BaseHref, "chrome", "site", file) + query + fragment };
    }
}
