using System.Text.RegularExpressions;
using OffTrac.Sdk.Wiki;

namespace OffTrac.Core.Wiki.Syntax;

/// <summary>
/// Where a provider's pattern matches next in a line. It looks into a window only, so that a long line in which other rules use up
/// every match before it is reached still costs linear time.
/// </summary>
internal sealed class ExtensionSearch(ExtensionPattern pattern)
{
    private const int Longest = 1000;
    private const int Window = 2 * Longest;

    private string _line = "";
    private int _start;
    private int _nextStart;
    private Match? _match;

    public string MatchText => _match!.Value;

    public void Begin(string text, int start, int end)
    {
        _line = text[start..end];
        _start = start;
        _nextStart = -1;
        _match = null;
    }

    /// <summary>The first start of a match from a position on, as far as can be seen; the match is there when it is that position.</summary>
    public int NextStart(int from)
    {
        while (_nextStart < from || (_match is null && _nextStart == from))
        {
            Find(Math.Max(from, _nextStart) - _start);
        }

        return _nextStart;
    }

    public WikiExtension ToExtension() => new(
        pattern.Component,
        new WikiSyntaxMatch
        {
            Name = pattern.Name,
            Text = MatchText,
            Groups = _match!.Groups.Values.Where(group => group.Success && !char.IsAsciiDigit(group.Name[0]))
                .ToDictionary(group => group.Name, group => group.Value, StringComparer.Ordinal),
        });

    /// <summary>Looks at a whole line, so that anchors mean its ends; at a piece of a long one, with the character before.</summary>
    private void Find(int from)
    {
        var (piece, offset, end) = (_line, 0, _line.Length);
        if (_line.Length > Window)
        {
            offset = Math.Max(0, from - 1);
            end = Math.Min(_line.Length, from + Window);
            piece = _line[offset..end];
        }

        _match = pattern.Expression.Match(piece, from - offset);
        while (_match.Success && _match.Length is 0 or > Longest)
            _match = _match.NextMatch();
        if (_match.Success)
        {
            _nextStart = _start + offset + _match.Index;
            return;
        }

        _match = null;
        _nextStart = end == _line.Length ? int.MaxValue : _start + end - Longest;
    }
}
