namespace OffTrac.Plugins.Scheduler.Jobs;

/// <summary>What was probably meant by a name that there is not.</summary>
internal static class NearNames
{
    /// <summary>A few names, the nearest first; all when there are not many.</summary>
    public static IReadOnlyList<string> Of(string typed, IReadOnlyCollection<string> names, int most) => names.Count <= most
        ? [.. names.Order(StringComparer.Ordinal)]
        : [.. names.OrderBy(name => name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(typed, name)).ThenBy(static name => name, StringComparer.Ordinal).Take(most)];

    /// <summary>Letters to add, drop or replace (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var (last, current) = (Enumerable.Range(0, right.Length + 1).ToArray(), new int[right.Length + 1]);
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
                current[column] = Math.Min(last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1), Math.Min(last[column], current[column - 1]) + 1);
            (last, current) = (current, last);
        }

        return last[right.Length];
    }
}
