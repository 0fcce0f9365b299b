namespace OffTrac.Core.Wiki.Syntax;

/// <summary>The name of a processor in its mark: <c>(\s*)#!([\w+-][\w+-/]*)</c>, where the second class is a range of characters.</summary>
internal static class ProcessorName
{
    public static bool IsAt(ReadOnlySpan<char> line, int at)
        => at + 2 < line.Length && line[at] == '#' && line[at + 1] == '!' && IsFirst(line[at + 2]);

    /// <summary>Finds the name behind white space; false when there is none.</summary>
    public static bool TryRead(string text, int from, int end, out int indent, out string name, out string arguments)
    {
        var mark = from;
        while (mark < end && WikiCharacters.IsSpace(text[mark]))
            mark++;
        indent = mark - from;
        (name, arguments) = ("", "");
        if (!IsAt(text.AsSpan(0, end), mark))
            return false;
        var nameEnd = mark + 3;
        while (nameEnd < end && IsOther(text, nameEnd))
            nameEnd++;
        name = text[(mark + 2)..nameEnd];
        arguments = text[nameEnd..end];
        return true;
    }

    private static bool IsFirst(char letter) => letter is '+' or '-' || char.IsSurrogate(letter) || WikiCharacters.IsWord(letter.ToString(), 0);

    private static bool IsOther(string text, int at) => text[at] is >= '+' and <= '/' || WikiCharacters.IsWord(text, at);
}
