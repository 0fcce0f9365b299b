using System.Collections.Frozen;

namespace OffTrac.Core.Wiki.Rendering;

/// <summary>Whether HTML begins with an element that may stand in a line.</summary>
internal static class InlineElements
{
    private static readonly FrozenSet<string> s_names = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a", "span", "bdo", "img", "big", "small", "font", "tt", "i", "b", "u", "s", "strike", "em", "strong", "dfn", "code", "q", "samp", "kbd", "var",
        "cite", "abbr", "acronym", "sub", "sup");

    public static bool Begin(string? html)
    {
        if (string.IsNullOrEmpty(html))
            return false;
        var name = html.AsSpan(1).TrimStart();
        var end = name.IndexOf(' ');
        return s_names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(end < 0 ? name : name[..end]);
    }
}
