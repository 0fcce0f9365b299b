namespace OffTrac.Host.Web.Templates;

/// <summary>
/// Where templates are looked for, first folder first: the environment's, the inherited, the speaking plugin's and the host's; the other
/// plugins' folders count only for <c>layout.hbs</c> and <c>shared/</c>.
/// </summary>
internal sealed record TemplateLookup
{
    public required IReadOnlyList<string> Own { get; init; }

    public required IReadOnlyList<string> Shared { get; init; }

    public required string Host { get; init; }

    /// <summary>Names this order of folders.</summary>
    public string Key => string.Join('\n', [.. Own, "", .. Shared, "", Host]);

    /// <summary>The folders in which a template may lie.</summary>
    public IEnumerable<string> FoldersFor(string name)
    {
        var isShared = string.Equals(name, "layout.hbs", StringComparison.Ordinal) || name.StartsWith("shared/", StringComparison.Ordinal);
        return isShared ? [.. Own, .. Shared, Host] : [.. Own, Host];
    }
}
