using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Links into repositories, as a Trac without any shows them.</summary>
internal static class RepositoryLinks
{
    private const string NoRepository = "No default repository defined";

    public static WikiLink ToSource(WikiLinkTarget target) => new() { Label = target.Label, CssClass = "missing source" };

    public static WikiLink ToExport(WikiLinkTarget target) => new() { Label = target.Label, CssClass = "missing export" };

    public static WikiLink ToLog(WikiLinkTarget target) => new() { Label = target.Label, CssClass = "missing source", Title = NoRepository };

    public static WikiLink ToChangeset(WikiLinkTarget target) => new() { Label = target.Label, CssClass = "missing changeset", Title = NoRepository };

    /// <summary><c>path@1:2</c>, or <c>old@1//new@2</c>. It is not looked up whether any of that exists.</summary>
    public static WikiLink ToDiff(WikiLinkTarget target, WikiContext context)
    {
        var (path, query, _) = LinkParts.Split(target.Target);
        var (oldPath, oldRevision, newPath, newRevision) = ReadDiff(path);
        string[] arguments =
        [
            .. Argument("new", newRevision), .. Argument("new_path", newPath.Length > 0 ? newPath : null), .. Argument("old", oldRevision),
            .. Argument("old_path", oldPath.Length > 0 ? oldPath : null),
        ];
        var href = LinkAddress.Path(context.BaseHref, "changeset");
        if (arguments.Length > 0)
            href += "?" + string.Join('&', arguments);
        if (query.Length > 0)
            href += "&" + query[1..];
        return new WikiLink
        {
            Label = target.Label,
            CssClass = "changeset",
            Title = newPath == oldPath
                ? $"Diff [{Revision(oldRevision)}:{Revision(newRevision)}] for {Shown(newPath)}"
                : $"Diff from {Shown(oldPath)}@{Revision(oldRevision)} to {Shown(newPath)}@{Revision(newRevision)}",
            Href = oldPath.Length + newPath.Length > 0 || oldRevision?.Length > 0 || newRevision?.Length > 0 ? href : null,
        };
    }

    private static (string OldPath, string? OldRevision, string NewPath, string? NewRevision) ReadDiff(string text)
    {
        if (text.IndexOf("//", StringComparison.Ordinal) is var slashes and >= 0)
        {
            var (oldPath, oldRevision) = Cut(text[..slashes], '@');
            var (newPath, newRevision) = Cut(text[(slashes + 2)..], '@');
            return (oldPath, oldRevision, newPath, newRevision);
        }

        var (path, revisions) = Cut(text, '@');
        var (from, to) = revisions is null ? (null, null) : Cut(revisions, ':');
        return (path, from, path, to);
    }

    private static (string Before, string? After) Cut(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, null);

    private static string[] Argument(string name, string? value) => value is null ? [] : [$"{name}={LinkAddress.Argument(value)}"];

    private static string Shown(string path) => path.Length > 0 ? path : "/";

    private static string Revision(string? revision) => string.IsNullOrEmpty(revision) ? "latest" : revision;
}
