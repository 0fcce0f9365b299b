namespace OffTrac.Core.Tickets;

/// <summary>Trac's natural order: runs of digits compare as numbers, what lies between by code point.</summary>
internal sealed class NaturalOrder : IComparer<string>
{
    public static NaturalOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        ReadOnlySpan<char> left = x;
        ReadOnlySpan<char> right = y;
        while (true)
        {
            var order = TracText.Compare(Take(ref left, digits: false), Take(ref right, digits: false));
            if (order != 0)
                return order;
            if (left.IsEmpty || right.IsEmpty)
                return left.Length.CompareTo(right.Length);
            order = CompareNumbers(Take(ref left, digits: true), Take(ref right, digits: true));
            if (order != 0)
                return order;
        }
    }

    private static ReadOnlySpan<char> Take(ref ReadOnlySpan<char> text, bool digits)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]) == digits)
            length++;
        var taken = text[..length];
        text = text[length..];
        return taken;
    }

    private static int CompareNumbers(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        left = left.TrimStart('0');
        right = right.TrimStart('0');
        return left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
    }
}
