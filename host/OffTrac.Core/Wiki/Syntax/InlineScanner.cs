namespace OffTrac.Core.Wiki.Syntax;

/// <summary>
/// Reads a line into its parts. At every position it tries the rules of trac/wiki/parser.py in their order, each by hand; what a
/// rule finds out about the text ahead is remembered, so that a line costs time linear in its length.
/// </summary>
internal sealed partial class InlineScanner(TreeBuilder builder)
{
    private readonly List<WikiInline> _inlines = [];
    private ForwardSearch _closingBrackets = new("]]");
    private ForwardSearch _closingBracket = new("]");
    private ForwardSearch _closingAngle = new(">");
    private ForwardSearch _closingBlock = new("}}}");
    private ForwardSearch _doubleQuote = new("\"");
    private ForwardSearch _singleQuote = new("'");
    private ForwardSearch _backtick = new("`");
    private ForwardSearch _lineEnd = new("\n");
    private string _text = "";
    private int _start;
    private int _end;
    private bool _isOneLine;

    /// <summary>What the rule that matched last made, and where its match ends; null when it makes nothing.</summary>
    private WikiInline? _node;

    private int _matchEnd;

    /// <summary>A line of a document, tabs replaced.</summary>
    public IReadOnlyList<WikiInline> ScanLine(string text, int start, int end) => Scan(text, start, end, isOneLine: false);

    /// <summary>A text without blocks.</summary>
    public IReadOnlyList<WikiInline> ScanOneLine(string text) => Scan(text, 0, text.Length, isOneLine: true);

    /// <summary>What is at the very beginning of a text, or null.</summary>
    public WikiInline? ScanFirst(string text)
    {
        Begin(text, 0, text.Length, isOneLine: false);
        return text.Length > 0 && text[0] != '!' && TryMatch(0, isEscaped: false) ? _node : null;
    }

    private WikiInline[] Scan(string text, int start, int end, bool isOneLine)
    {
        Begin(text, start, end, isOneLine);
        var position = start;
        var textStart = start;
        while (position < end)
        {
            if (IsPlain(position))
            {
                position++;
                continue;
            }

            var isEscaped = text[position] == '!';
            var from = isEscaped ? position + 1 : position;
            if (from < end && TryMatch(from, isEscaped))
            {
                AddText(textStart, position);
                position = _matchEnd;
                textStart = isEscaped ? from : position;
                if (!isEscaped && _node is not null)
                    _inlines.Add(_node);
            }
            else if (TryExtension(position))
            {
                AddText(textStart, position);
                position = _matchEnd;
                textStart = position;
                _inlines.Add(_node!);
            }
            else
            {
                position++;
            }
        }

        AddText(textStart, end);
        return _inlines.Count == 0 ? [] : [.. _inlines];
    }

    private void Begin(string text, int start, int end, bool isOneLine)
    {
        _text = text;
        _start = start;
        _end = end;
        _isOneLine = isOneLine;
        _inlines.Clear();
        _closingBrackets.Reset();
        _closingBracket.Reset();
        _closingAngle.Reset();
        _closingBlock.Reset();
        _doubleQuote.Reset();
        _singleQuote.Reset();
        _backtick.Reset();
        _lineEnd.Reset();
        BeginLinks();
        BeginPageNames();
        BeginTables();
        BeginExtensions();
    }

    private void AddText(int from, int to)
    {
        if (to > from)
            _inlines.Add(new WikiInline.Text(_text, from, to - from));
    }

    /// <summary>Whether no rule can begin here: most letters of a text, so this comes before everything else.</summary>
    private bool IsPlain(int position)
    {
        if (position < _extensionFrom && position > _start)
        {
            var letter = _text[position];
            if (char.IsAsciiLetterLower(letter))
                return letter != 'r' && position < _noSchemeBefore && position < _noEmailBefore;
            if (letter == ' ')
                return position + 1 < _end && !WikiCharacters.IsSpace(_text[position + 1]) && _text[position + 1] != '|';
        }

        return false;
    }

    /// <summary>The rules, in the order of Trac's combined regular expression.</summary>
    private bool TryMatch(int at, bool isEscaped)
    {
        _node = null;
        return TryStyle(at)
            || TryCode(at)
            || TryPageName(at)
            || (_text[at] == '[' && (TryLabelledPageName(at) || TryFreeLink(at)))
            || TryTicket(at)
            || TryReport(at)
            || TryChangeset(at, isEscaped)
            || TryLog(at, isEscaped)
            || (!isEscaped && TryExtension(at))
            || TryLineBreak(at)
            || TryEmail(at)
            || TryAngleLink(at)
            || TryShortLink(at)
            || (_text[at] == '[' && (TryBracketedLink(at) || TryAnchor(at) || TryMacro(at)))
            || (!isEscaped && at == _start && (TryHeading(at) || TryListMark(at) || TryTerm(at)))
            || TryRowSeparator(at)
            || (!isEscaped && at == _start && TryIndent(at))
            || TryCell(at);
    }

    private bool Matched(WikiInline? node, int end)
    {
        _node = node;
        _matchEnd = end;
        return true;
    }

    private bool StartsWith(int at, string mark)
        => at + mark.Length <= _end && _text.AsSpan(at, mark.Length).SequenceEqual(mark);

    private char At(int position) => position < _end ? _text[position] : '\0';

    /// <summary>Whether a regular expression's <c>$</c> matches.</summary>
    private bool IsAtEnd(int position) => position == _end || (position == _end - 1 && _text[position] == '\n');

    private int SkipSpace(int at)
    {
        while (at < _end && WikiCharacters.IsSpace(_text[at]))
            at++;
        return at;
    }

    private bool TryStyle(int at)
    {
        var (style, length) = _text[at] switch
        {
            '\'' when StartsWith(at, "'''''") => (WikiStyle.BoldItalic, 5),
            '\'' when StartsWith(at, "'''") => (WikiStyle.Bold, 3),
            '\'' when StartsWith(at, "''") => (WikiStyle.Italic, 2),
            '*' when StartsWith(at, "**") => (WikiStyle.BoldCreole, 2),
            '/' when StartsWith(at, "//") => (WikiStyle.ItalicCreole, 2),
            '_' when StartsWith(at, "__") => (WikiStyle.Underline, 2),
            '~' when StartsWith(at, "~~") => (WikiStyle.Strike, 2),
            ',' when StartsWith(at, ",,") => (WikiStyle.Subscript, 2),
            '^' => (WikiStyle.Superscript, 1),
            _ => (default, 0),
        };
        return length > 0 && Matched(StyleNodes.Get(style), at + length);
    }

    private bool TryCode(int at)
    {
        if (_text[at] == '{' && StartsWith(at, "{{{"))
            return TryCode(at + 3, ref _closingBlock, 3);
        return _text[at] == '`' && TryCode(at + 1, ref _backtick, 1);
    }

    private bool TryCode(int from, ref ForwardSearch closing, int length)
    {
        var close = closing.Find(_text, from, _end);
        if (close < 0 || (_isOneLine && _lineEnd.Find(_text, from, _end) is >= 0 and var lineEnd && lineEnd < close))
            return false;
        return Matched(new WikiInline.Code(_text, from, close - from), close + length);
    }

    private bool TryLineBreak(int at) => _text[at] == '\\' && At(at + 1) == '\\' && Matched(StyleNodes.LineBreak, at + 2);
}
