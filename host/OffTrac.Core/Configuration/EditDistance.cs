namespace OffTrac.Core.Configuration;

/// <summary>How many letters must be added, dropped, replaced or swapped with their neighbour (optimal string alignment).</summary>
public static class EditDistance
{
    public static int Between(string left, string right)
    {
        var (before, last, current) = (new int[right.Length + 1], new int[right.Length + 1], new int[right.Length + 1]);
        for (var column = 0; column <= right.Length; column++)
            last[column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = last[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                current[column] = Math.Min(replaced, Math.Min(last[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
            }

            (before, last, current) = (last, current, before);
        }

        return last[right.Length];
    }
}
