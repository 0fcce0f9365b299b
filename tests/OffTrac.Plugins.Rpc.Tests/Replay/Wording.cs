using System.Text.RegularExpressions;

namespace OffTrac.Plugins.Rpc.Tests.Replay;

/// <summary>Whether two error texts say the same: case, white space and the last full stop don't matter, and some words may differ.</summary>
internal static partial class Wording
{
    private const double Enough = 0.6;

    public static bool IsSame(string expected, string actual)
    {
        var (one, other) = (Fold(expected), Fold(actual));
        return one == other || 2.0 * CommonLength(one, other) / Math.Max(1, one.Length + other.Length) >= Enough;
    }

    private static string Fold(string text) => Space().Replace(text, " ").Trim().TrimEnd('.').ToLowerInvariant();

    /// <summary>Length of the longest common subsequence.</summary>
    private static int CommonLength(string one, string other)
    {
        var row = new int[other.Length + 1];
        foreach (var c in one)
        {
            var diagonal = 0;
            for (var i = 1; i <= other.Length; i++)
            {
                var above = row[i];
                row[i] = c == other[i - 1] ? diagonal + 1 : Math.Max(above, row[i - 1]);
                diagonal = above;
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
