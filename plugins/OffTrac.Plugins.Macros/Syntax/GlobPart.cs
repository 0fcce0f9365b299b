using System.Text;

namespace OffTrac.Plugins.Macros.Syntax;

/// <summary>A star, or what matches one character.</summary>
internal sealed class GlobPart
{
    private readonly bool _isNegated;
    private readonly (int First, int Last)[] _ranges;

    private GlobPart(bool isNegated, (int First, int Last)[] ranges)
    {
        _isNegated = isNegated;
        _ranges = ranges;
    }

    public static GlobPart Star { get; } = new(isNegated: true, []) { IsStar = true };

    public static GlobPart AnyOne { get; } = new(isNegated: true, []);

    public bool IsStar { get; private init; }

    public static GlobPart One(Rune rune) => new(isNegated: false, [(rune.Value, rune.Value)]);

    /// <param name="members">What stands between the brackets.</param>
    public static GlobPart Set(ReadOnlySpan<Rune> members)
    {
        var isNegated = members.Length > 0 && members[0].Value == '!';
        if (isNegated)
            members = members[1..];
        var ranges = new List<(int, int)>();
        for (var i = 0; i < members.Length; i++)
        {
            var isRange = i + 2 < members.Length && members[i + 1].Value == '-';
            ranges.Add((members[i].Value, members[isRange ? i + 2 : i].Value));
            if (isRange)
                i += 2;
        }

        return new GlobPart(isNegated, [.. ranges]);
    }

    public bool Matches(Rune rune)
    {
        foreach (var (first, last) in _ranges)
        {
            if (rune.Value >= first && rune.Value <= last)
                return !_isNegated;
        }

        return _isNegated;
    }
}
