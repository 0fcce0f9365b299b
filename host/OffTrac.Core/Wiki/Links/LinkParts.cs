namespace OffTrac.Core.Wiki.Links;

/// <summary>A target or address in its three parts; query and fragment keep their first character.</summary>
internal readonly record struct LinkParts(string Path, string Query, string Fragment)
{
    /// <summary>The fragment is cut off first: a question mark behind <c>#</c> begins no query.</summary>
    public static LinkParts Split(string target)
    {
        var fragment = "";
        var query = "";
        if (target.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0)
            (target, fragment) = (target[..hash], target[hash..]);
        if (target.IndexOf('?', StringComparison.Ordinal) is var mark and >= 0)
            (target, query) = (target[..mark], target[mark..]);
        return new LinkParts(target, query, fragment);
    }

    /// <summary>Puts a query and a fragment to an address that may have them already: queries add up, the new fragment wins.</summary>
    public static string Join(string address, string query, string fragment)
    {
        var parts = Split(address);
        if (query.Length > 0)
            query = (parts.Query.Length > 0 ? "&" : "?") + query.TrimStart('?', '&');
        if (fragment.Length == 0)
            fragment = parts.Fragment;
        return string.Concat(parts.Path, parts.Query, query, fragment == "#" ? "" : fragment);
    }
}
