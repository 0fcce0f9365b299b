using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links that search.</summary>
internal static class SearchLinks
{
    public static WikiLink Resolve(WikiLinkTarget target, WikiContext context)
    {
        var (words, query, fragment) = LinkParts.Split(target.Target);
        var href = LinkAddress.Path(context.BaseHref, "search");
        if (words.Length == 0)
            href += LinkAddress.Query(query);
        else
            href += $"?q={LinkAddress.Argument(words)}{(query.Length > 0 ? "&" + LinkAddress.Query(query[1..]) : "")}";
        return new WikiLink { Label = target.Label, CssClass = "search", Href = href + fragment };
    }
}
