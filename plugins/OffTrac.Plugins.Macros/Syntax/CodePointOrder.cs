namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>Texts in the order of their characters' numbers, as Python sorts them: characters beyond the first 65536 come last.</summary>
internal sealed class CodePointOrder : IComparer<string>
{
    public static CodePointOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        var left = x.AsSpan();
        var right = y.AsSpan();
        var same = left.CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
            return left.Length.CompareTo(right.Length);
        return Weight(left[same]).CompareTo(Weight(right[same]));
    }

    /// <summary>Halves of a pair stand for characters that come after all others.</summary>
    private static int Weight(char character) => char.IsSurrogate(character) ? character + 0x10000 : character;
}
