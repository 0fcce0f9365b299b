namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Cells and rows of tables.</summary>
internal sealed partial class InlineScanner
{
    private int _spaceEnd;
    private int _separatorFrom;
    private int _separator;

    private void BeginTables()
    {
        _spaceEnd = -1;
        _separatorFrom = int.MaxValue;
        _separator = -1;
    }

    /// <summary><c>|-</c> with attributes, and white space before it.</summary>
    private bool TryRowSeparator(int at)
    {
        var letter = _text[at];
        var bar = at;
        if (letter != '|')
        {
            if (!WikiCharacters.IsSpace(letter))
                return false;
            if (at >= _spaceEnd)
                _spaceEnd = SkipSpace(at);
            bar = _spaceEnd;
        }

        if (At(bar) != '|' || At(bar + 1) != '-')
            return false;
        var end = bar + 1;
        while (At(end) == '-')
            end++;
        end = SkipSpace(end);
        string? last = null;
        while (AttributeEnd(end) is >= 0 and var attributeEnd)
        {
            var next = SkipSpace(attributeEnd);
            last = _text[end..next];
            end = next;
        }

        if (_isOneLine)
            return Matched(node: null, end);
        return Matched(new WikiInline.RowSeparator(last is null ? null : ProcessorArguments.Parse(last)), end);
    }

    /// <summary>End of <c>name=value</c>, or -1.</summary>
    private int AttributeEnd(int from)
    {
        var name = from;
        while (name < _end && (_text[name] == '-' || WikiCharacters.IsWord(_text, name)))
            name++;
        if (name == from || At(name) != '=')
            return -1;
        var value = name + 1;
        var close = At(value) switch
        {
            '"' => _doubleQuote.Find(_text, value + 1, _end),
            '\'' => _singleQuote.Find(_text, value + 1, _end),
            _ => -1,
        };
        if (close >= 0)
            return close + 1;
        var end = value;
        while (end < _end && (_text[end] is '-' or ',' || WikiCharacters.IsWord(_text, end)))
            end++;
        return end > value ? end : -1;
    }

    /// <summary><c>||</c>, with <c>=</c> on a side that is a header's, as many times as columns are spanned.</summary>
    private bool TryCell(int at)
    {
        var letter = _text[at];
        if (letter != '|' && letter != '=')
            return false;
        var bars = letter == '=' ? at + 1 : at;
        var barsEnd = bars;
        while (At(barsEnd) == '|' && At(barsEnd + 1) == '|')
            barsEnd += 2;
        if (barsEnd == bars)
            return false;
        var separatorEnd = At(barsEnd) == '=' ? barsEnd + 1 : barsEnd;
        var end = SkipSpace(separatorEnd);
        var continues = At(end) == '\\' && IsAtEnd(end + 1);
        var isLast = continues || IsAtEnd(end);
        if (continues)
            end++;
        if (!isLast)
            end = separatorEnd;
        if (_isOneLine)
            return Matched(Text(at, end), end);
        var span = (barsEnd - bars) / 2;
        if (isLast)
            span--;
        return Matched(new WikiInline.Cell(separatorEnd > barsEnd, span, isLast, continues, Alignment(separatorEnd)), end);
    }

    /// <summary>
    /// <c>||left || right||default|| default ||  center  ||</c>: what touches its separator. Trac looks for the next separator without
    /// regard of what else it may stand in.
    /// </summary>
    private string? Alignment(int from)
    {
        var touchesLeft = from < _end && _text[from] != ' ';
        var next = NextSeparator(from);
        var touchesRight = next >= 0 && _text[next] != ' ';
        if (touchesLeft)
            return touchesRight ? null : "left";
        if (touchesRight)
            return "right";
        if (next < 0)
            return null;
        var first = from + 1;
        var last = next - 1;
        return first < last && _text[first] == ' ' && _text[last] == ' ' ? "center" : null;
    }

    /// <summary>Position of the character before the next separator, which isn't escaped by it; -1 when there is none.</summary>
    private int NextSeparator(int from)
    {
        if (from >= _separatorFrom && (_separator < 0 || from <= _separator))
            return _separator;
        _separatorFrom = from;
        _separator = -1;
        for (var position = from; position < _end - 2; position++)
        {
            if (_text[position] == '!')
                continue;
            var bars = _text[position + 1] == '=' ? position + 2 : position + 1;
            if (At(bars) == '|' && At(bars + 1) == '|')
            {
                _separator = position;
                break;
            }
        }

        return _separator;
    }
}
