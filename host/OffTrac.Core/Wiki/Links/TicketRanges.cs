using System.Globalization;
using System.Numerics;
using OffTrac.Core.Queries;

namespace OffTrac.Core.Wiki.Links;

/// <summary>Numbers and ranges of numbers such as <c>1,3-5</c>, sorted and joined. Stands for Trac's <c>Ranges</c>.</summary>
internal sealed class TicketRanges
{
    private readonly List<(BigInteger First, BigInteger Last)> _pairs = [];

    private TicketRanges()
    {
    }

    /// <summary>The one number; null when there are none or several.</summary>
    public BigInteger? Single => _pairs is [var only] && only.First == only.Last ? only.First : null;

    /// <summary>Reads a list; null when it is none. A range that runs backwards holds nothing.</summary>
    public static TicketRanges? Parse(string text)
    {
        var ranges = new TicketRanges();
        if (text.Length == 0)
            return ranges;
        foreach (var part in text.Replace(",\u200b", ",", StringComparison.Ordinal).Split(','))
        {
            if (!TryParse(part, out var first, out var last))
                return null;
            if (last >= first)
                ranges._pairs.Add((first, last));
        }

        ranges.Reduce();
        return ranges;
    }

    public bool Contains(long number) => _pairs.Exists(pair => pair.First <= number && number <= pair.Last);

    public override string ToString() => string.Join(',', _pairs.Select(pair => pair.First == pair.Last
        ? pair.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{pair.First}-{pair.Last}")));

    private static bool TryParse(string part, out BigInteger first, out BigInteger last)
    {
        var hyphen = part.IndexOf('-', StringComparison.Ordinal);
        last = 0;
        if (hyphen >= 0 && PythonInteger.TryParseAny(part[..hyphen], out first) && PythonInteger.TryParseAny(part[(hyphen + 1)..], out last))
            return true;
        var isNumber = PythonInteger.TryParseAny(part, out first);
        last = first;
        return isNumber;
    }

    private void Reduce()
    {
        _pairs.Sort();
        var kept = 0;
        for (var i = 1; i < _pairs.Count; i++)
        {
            if (_pairs[i].First - 1 <= _pairs[kept].Last)
                _pairs[kept] = (_pairs[kept].First, BigInteger.Max(_pairs[kept].Last, _pairs[i].Last));
            else
                _pairs[++kept] = _pairs[i];
        }

        if (_pairs.Count > 0)
            _pairs.RemoveRange(kept + 1, _pairs.Count - kept - 1);
    }
}
