namespace OffTrac.Core.Wiki.Links;

/// <summary>Finds the page that a name means on another page.</summary>
internal static class PageHierarchy
{
    /// <summary>A name such as <c>../Sibling</c>, from the page that it stands on.</summary>
    public static string ResolveRelative(string name, string referrer)
    {
        var parts = referrer.Split('/').ToList();
        var components = name.Split('/');
        for (var i = 0; i < components.Length; i++)
        {
            if (components[i] == ".")
                continue;
            if (components[i] != "..")
            {
                parts.AddRange(components[i..]);
                break;
            }

            if (parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
        }

        return string.Join('/', parts);
    }

    /// <summary>
    /// A plain name on a page within a hierarchy: the nearest page of that name on the way up, one below a page on the way that the name
    /// begins with, or else a sibling.
    /// </summary>
    public static string ResolveScoped(string name, string referrer, IReadOnlySet<string> pages)
    {
        var last = referrer.LastIndexOf('/');
        if (last < 0)
            return name;
        for (var end = last; end >= 0; end = end == 0 ? -1 : referrer.LastIndexOf('/', end - 1))
        {
            var candidate = $"{referrer.AsSpan(0, end)}/{name}";
            if (Has(pages, candidate))
                return candidate;
        }

        if (Has(pages, name))
            return name;
        return BelowNamesake(name, referrer, pages) ?? $"{referrer.AsSpan(0, last)}/{name}";
    }

    public static bool Has(IReadOnlySet<string> pages, string name) => pages.Contains(name.TrimEnd('/'));

    /// <summary>On First/Second/Third, Second/Other is First/Second/Other.</summary>
    private static string? BelowNamesake(string name, string referrer, IReadOnlySet<string> pages)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
            return null;
        var first = name.AsSpan(0, slash);
        foreach (var part in referrer.AsSpan().Split('/'))
        {
            if (!referrer.AsSpan(part).SequenceEqual(first))
                continue;
            var anchor = referrer[..part.End];
            if (Has(pages, anchor))
                return $"{anchor}/{name.AsSpan(slash + 1)}";
        }

        return null;
    }
}
