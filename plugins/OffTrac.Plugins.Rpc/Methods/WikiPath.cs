namespace OffTrac.Plugins.Rpc.Methods;

/// <summary>Paths of attachments: the page's name, a slash, and the file's.</summary>
internal static class WikiPath
{
    /// <summary>Parts at the last slash; slashes before it belong to neither part, unless there is nothing else.</summary>
    public static (string Page, string File) Split(string path)
    {
        var slash = path.LastIndexOf('/');
        var page = path[..(slash + 1)];
        var trimmed = page.TrimEnd('/');
        return (trimmed.Length > 0 ? trimmed : page, path[(slash + 1)..]);
    }
}
