using System.Text;

namespace OffTrac.Plugins.Macros.Pages;

/// <summary>Makes a tree of names: by the words that they begin with, or by their slashes.</summary>
internal sealed class TitleIndexTree(int minimum)
{
    /// <summary>Deeper levels stay flat, so that no name can use up the stack.</summary>
    private const int MostLevels = 100;

    /// <summary>Groups of at least two pages whose names begin with the same words.</summary>
    /// <param name="pages">Pages with the names that are shown.</param>
    public IReadOnlyList<TitleIndexNode> ByWords(IEnumerable<(string Page, string Name)> pages) =>
        GroupByWords([.. pages.Select(static page => new TitleIndexEntry(Words(page.Name), page.Page))], 0);

    /// <summary>A level for each slash.</summary>
    /// <param name="pages">Pages with the names that are shown.</param>
    public IReadOnlyList<TitleIndexNode> ByPath(IEnumerable<(string Page, string Name)> pages) =>
        GroupByPath([.. pages.Select(static page => new TitleIndexEntry(page.Name.Split('/'), page.Page))], 0);

    private List<TitleIndexNode> GroupByWords(List<TitleIndexEntry> entries, int level)
    {
        List<TitleIndexNode> nodes = [];
        foreach (var (key, group) in TitleIndexEntry.GroupNeighbours(entries))
        {
            if (key.Length == 0 || group.Count < Math.Max(minimum, 2) || level == MostLevels)
            {
                nodes.AddRange(group.Select(static entry => new TitleIndexNode { Page = entry.Page }));
                continue;
            }

            var below = GroupByWords(Sorted(group.Select(static entry => entry.Rest)), level + 1);
            if (below is [{ Nodes: not null } only])
                nodes.Add(only with { Title = key + only.Title });
            else if (key == "/")
                nodes.AddRange(below.Select(node => node.Nodes is null ? node : node with { Title = key + node.Title }));
            else
                nodes.Add(new TitleIndexNode { Title = key, Nodes = below });
        }

        return nodes;
    }

    private List<TitleIndexNode> GroupByPath(List<TitleIndexEntry> entries, int level)
    {
        List<TitleIndexNode> nodes = [];
        foreach (var (key, group) in TitleIndexEntry.GroupNeighbours(entries))
        {
            var own = group.Where(static entry => entry.Path.Count == 1).Take(1).ToList();
            var below = group.Where(static entry => entry.Path.Count > 1).ToList();
            if (key.Length > 0 && below.Count >= minimum && level < MostLevels)
            {
                nodes.Add(new TitleIndexNode
                {
                    Title = key,
                    Page = own is [var page] ? page.Page : null,
                    Nodes = GroupByPath(Sorted(below.Select(static entry => entry.Rest)), level + 1),
                });
                continue;
            }

            nodes.AddRange(own.Concat(below).Select(static entry => new TitleIndexNode { Title = string.Join('/', entry.Path.AsEnumerable()), Page = entry.Page }));
        }

        return nodes;
    }

    private static List<TitleIndexEntry> Sorted(IEnumerable<TitleIndexEntry> entries)
    {
        var sorted = entries.ToList();
        sorted.Sort(TitleIndexEntry.Compare);
        return sorted;
    }

    /// <summary>Parts of a name: words, numbers with their points, and slashes.</summary>
    private static string[] Words(string name)
    {
        var spaced = new StringBuilder();
        var wasNumber = false;
        foreach (var character in PageNames.Split(name))
        {
            var isNumber = char.IsAsciiDigit(character) || character == '.';
            if (isNumber != wasNumber || character == '/')
                spaced.Append(' ');
            spaced.Append(character);
            if (character == '/')
                spaced.Append(' ');
            wasNumber = isNumber;
        }

        return spaced.ToString().Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
