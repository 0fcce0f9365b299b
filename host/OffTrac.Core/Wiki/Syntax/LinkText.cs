using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Bracketed links as written, with the labels that Trac gives those without one.</summary>
internal static class LinkText
{
    /// <param name="source">The whole link as written.</param>
    /// <param name="realm">Its namespace, or null for a page.</param>
    /// <param name="target">What follows the namespace, or null.</param>
    /// <param name="label">Its label, or null.</param>
    public static WikiLinkTarget Bracketed(string source, string? realm, string? target, string? label)
    {
        var isLabelled = !string.IsNullOrEmpty(label);
        return new WikiLinkTarget
        {
            Namespace = realm ?? "wiki",
            Target = target ?? "",
            Label = isLabelled ? TreeBuilder.Unquote(label!) : DefaultLabel(realm, target),
            Source = source,
            Syntax = WikiLinkSyntax.Bracketed,
            HasLabel = isLabelled || realm is null,
        };
    }

    public static WikiLinkTarget Relative(string source, string target, string? label) => new()
    {
        Namespace = "",
        Target = target,
        Label = string.IsNullOrEmpty(label) ? "" : TreeBuilder.Unquote(label),
        Source = source,
        Syntax = WikiLinkSyntax.Relative,
        HasLabel = !string.IsNullOrEmpty(label),
    };

    private static string DefaultLabel(string? realm, string? target)
    {
        if (string.IsNullOrEmpty(target))
            return realm ?? "";
        return realm is not null && target.StartsWith("//", StringComparison.Ordinal) ? $"{realm}:{target}" : target.TrimStart('/');
    }
}
