namespace OffTrac.Core.Wiki.Syntax;

/// <summary>A line of a text, without its end, and what its marks say about blocks.</summary>
internal readonly record struct SourceLine(string Text, int Start, int Length, SourceLineKind Kind)
{
    public int End => Start + Length;

    public ReadOnlySpan<char> Span => Text.AsSpan(Start, Length);

    /// <summary>The rest of the line from a column on; it can be another kind of line.</summary>
    public SourceLine From(int column) => Of(Text, Start + column, End);

    /// <summary>The line without white space that all lines of a block begin with; it stays what it is.</summary>
    public SourceLine Without(int prefix) => Length == 0 ? this : new(Text, Start + prefix, Length - prefix, Kind);

    public static SourceLine Of(string text, int start, int end) => new(text, start, end - start, KindOf(text.AsSpan(start, end - start)));

    /// <summary><c>\s*\{\{\{(?:(\s*)#\!([\w+-][\w+-/]*)|\s*$)</c> without <c>}}}</c>, or <c>}}}</c> alone.</summary>
    private static SourceLineKind KindOf(ReadOnlySpan<char> line)
    {
        var at = Indent(line, 0);
        if (at >= line.Length)
            return SourceLineKind.Text;
        if (line[at] == '>')
            return SourceLineKind.Citation;
        if (line[at] == '}')
            return line[at..].StartsWith("}}}") && Indent(line, at + 3) == line.Length ? SourceLineKind.BlockEnd : SourceLineKind.Text;
        if (line[at] != '{' || !line[at..].StartsWith("{{{") || line.IndexOf("}}}", StringComparison.Ordinal) >= 0)
            return SourceLineKind.Text;
        var name = Indent(line, at + 3);
        return name == line.Length || ProcessorName.IsAt(line, name) ? SourceLineKind.BlockStart : SourceLineKind.Text;
    }

    private static int Indent(ReadOnlySpan<char> line, int from)
    {
        while (from < line.Length && WikiCharacters.IsSpace(line[from]))
            from++;
        return from;
    }
}
