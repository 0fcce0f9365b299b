using System.Text;

namespace OffTrac.Core.Resources;

/// <summary>A text with positions counted as Trac counts them: in code points, not in UTF-16 units.</summary>
internal readonly struct CodePoints
{
    private readonly string _text;

    // Where each code point begins; null when every one is a single unit, as in most texts.
    private readonly int[]? _starts;

    public CodePoints(string text)
    {
        _text = text;
        _starts = HasPairs(text) ? StartsIn(text) : null;
    }

    public int Length => _starts?.Length ?? _text.Length;

    /// <summary>Position of a code point, or of the end, in the string.</summary>
    public int UnitOf(int position) => _starts is null ? position : position < _starts.Length ? _starts[position] : _text.Length;

    /// <summary>Position of the code point that a unit of the string belongs to.</summary>
    public int PositionOf(int unit)
    {
        if (_starts is null)
            return unit;
        var found = Array.BinarySearch(_starts, unit);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>The part between two positions, as far as there is one.</summary>
    public ReadOnlySpan<char> Slice(int start, int end)
    {
        var (from, to) = (Math.Clamp(start, 0, Length), Math.Clamp(end, 0, Length));
        return from < to ? _text.AsSpan()[UnitOf(from)..UnitOf(to)] : [];
    }

    private static bool HasPairs(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF') >= 0;

    private static int[] StartsIn(string text)
    {
        var starts = new List<int>(text.Length);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            starts.Add(at);
            at += rune == Rune.ReplacementChar ? 1 : rune.Utf16SequenceLength;
        }

        return [.. starts];
    }
}
