namespace OffTrac.Core.Queries;

/// <summary>Lists of numbers and ranges, <c>1,3-5,9</c>, as Trac's <c>Ranges</c> reads them: merged, sorted, reversed ranges left out.</summary>
internal sealed class TicketNumberRanges
{
    private readonly List<(long First, long Last)> _ranges = [];

    /// <summary>Adds a list; false when it can't be read. Empty text is an empty list.</summary>
    public bool TryAdd(string text)
    {
        if (text.Length == 0)
            return true;

        // Trac shows lists with a zero-width blank after each comma, and takes them back.
        foreach (var item in text.Replace(",\u200b", ",", StringComparison.Ordinal).Split(','))
        {
            if (!TryRange(item, out var first, out var last))
                return false;
            if (last >= first)
                _ranges.Add((first, last));
        }

        return true;
    }

    public IReadOnlyList<(long First, long Last)> Merge()
    {
        _ranges.Sort();
        var merged = new List<(long First, long Last)>();
        foreach (var (first, last) in _ranges)
        {
            if (merged.Count > 0 && (merged[^1].Last == long.MaxValue || first <= merged[^1].Last + 1))
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }

        return merged;
    }

    private static bool TryRange(string item, out long first, out long last)
    {
        var dash = item.IndexOf('-', StringComparison.Ordinal);
        if (dash >= 0
            && PythonInteger.TryParse(item[..dash], out first)
            && PythonInteger.TryParse(item[(dash + 1)..], out last))
            return true;
        var isNumber = PythonInteger.TryParse(item, out first);
        last = first;
        return isNumber;
    }
}
