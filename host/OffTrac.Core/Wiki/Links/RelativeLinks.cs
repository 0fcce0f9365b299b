using OffTrac.Sdk.Resources;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links that start from what the text belongs to, <c>[./Sub]</c>, <c>[..]</c>, <c>[#anchor]</c>, or from the root, <c>[/query]</c>.</summary>
public sealed class RelativeLinks(IResources resources, Sdk.Configuration.IEnvironmentConfiguration configuration)
{
    private readonly PageLabels _labels = new(configuration);

    /// <summary>The link, or an absolute target of the resource's namespace.</summary>
    public async ValueTask<(WikiLinkTarget Target, WikiLink? Link)> ResolveAsync(
        WikiLinkTarget target, WikiContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(context);
        var label = target.Label.Length > 0 ? target.Label : _labels.FromTarget(target.Target);
        var parts = LinkParts.Split(target.Target);
        if (parts.Path.StartsWith("//", StringComparison.Ordinal))
            return (target, Link("/" + parts.Path.TrimStart('/')));
        if (parts.Path.StartsWith('/'))
            return (target, Link(LinkAddress.WrittenPath(context.BaseHref, parts.Path)));
        if (context.Resource is not { } resource)
            return (target, LeadsToRoot(parts.Path) ? Link(LinkAddress.Root(context.BaseHref)) : null);
        var other = Relative(resource, parts.Path);
        if (string.IsNullOrEmpty(other.Id))
            return (target, Link(context.BaseHref + await resources.GetPathAsync(other, cancellation).ConfigureAwait(false)));

        // A page's name must not be looked up in the hierarchy again.
        var id = LinkParts.Join(other.Id, parts.Query, parts.Fragment);
        return (target with { Namespace = other.Realm, Target = other.Realm == "wiki" ? "/" + id : id, Label = label, HasLabel = true }, null);

        WikiLink Link(string path) => new() { Label = label, Href = LinkParts.Join(path, parts.Query, parts.Fragment) };
    }

    /// <summary>Whether a path that starts nowhere ends there too.</summary>
    private static bool LeadsToRoot(string path) => path is "" or "." || path.Split('/').Aggregate(
        1, (depth, part) => part is "" or "." ? depth : part == ".." ? Math.Max(depth - 1, 0) : depth + 1) == 0;

    private static Resource Relative(Resource resource, string path)
    {
        if (path is "" or ".")
            return resource;
        var parts = (resource.Id ?? "").Split('/').ToList();
        foreach (var part in path.Split('/'))
        {
            if (part is not ("" or "." or ".."))
                parts.Add(part);
            else if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return resource with { Id = parts.Count == 0 ? null : string.Join('/', parts), Version = null };
    }
}
