namespace OffTrac.Core.Wiki.Syntax;

/// <summary>Text cut into lines as Trac does it: Python's line ends, and form feeds as blanks.</summary>
internal static class SourceText
{
    public static string Normalize(string text)
        => text.AsSpan().IndexOfAny('\v', '\f') < 0 ? text : text.Replace('\v', ' ').Replace('\f', ' ');

    /// <summary>The lines of a normalized text.</summary>
    public static SourceLine[] Split(string text)
    {
        var lines = new List<SourceLine>();
        var start = 0;
        while (start < text.Length)
        {
            var end = start;
            while (end < text.Length && !IsLineEnd(text[end]))
                end++;
            lines.Add(SourceLine.Of(text, start, end));
            start = end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? end + 2 : end + 1;
        }

        return [.. lines];
    }

    private static bool IsLineEnd(char letter)
        => letter is '\n' or '\r' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029';
}
