using OffTrac.Plugins.Macros.Syntax;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>A page with the parts of its name that are not yet used up by headings above it.</summary>
internal readonly record struct TitleIndexEntry(ArraySegment<string> Path, string Page)
{
    public string First => Path.Count == 0 ? "" : Path[0];

    public TitleIndexEntry Rest => this with { Path = Path.Slice(1) };

    /// <summary>The order of the paths, part by part, then of the pages.</summary>
    public static int Compare(TitleIndexEntry x, TitleIndexEntry y)
    {
        for (var i = 0; i < Math.Min(x.Path.Count, y.Path.Count); i++)
        {
            if (CodePointOrder.Instance.Compare(x.Path[i], y.Path[i]) is not 0 and var order)
                return order;
        }

        return x.Path.Count != y.Path.Count ? x.Path.Count.CompareTo(y.Path.Count) : CodePointOrder.Instance.Compare(x.Page, y.Page);
    }

    /// <summary>Neighbours that begin with the same part.</summary>
    public static IEnumerable<(string Key, List<TitleIndexEntry> Entries)> GroupNeighbours(IReadOnlyList<TitleIndexEntry> entries)
    {
        for (var i = 0; i < entries.Count;)
        {
            var key = entries[i].First;
            List<TitleIndexEntry> group = [];
            while (i < entries.Count && entries[i].First == key)
                group.Add(entries[i++]);
            yield return (key, group);
        }
    }
}
